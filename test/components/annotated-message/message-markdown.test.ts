import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { messageMarkdown } from '../../../components/annotated-message/message-markdown.ts';
import type { Annotation, MessagePart } from '../../../protocol/index.ts';

describe('messageMarkdown', () => {
  it('turns citations into footnotes with name, address and quotes', () => {
    const text = 'The tower is 330 metres tall. It was built in 1889.';
    const source = { type: 'file' as const, id: 'f', filename: 'a [1].pdf', url: 'https://x.org/f (1)' };
    assert.equal(
      markdown(
        text,
        cite(text, '330 metres', { source, quote: 'Height:\n 330 m' }),
        cite(text, 'built in 1889', { source }),
      ),
      [
        'The tower is 330 metres[^1] tall. It was built in 1889.[^1]',
        '',
        String.raw`[^1]: [a \[1\].pdf](<https://x.org/f%20(1)>) “Height: 330 m”`,
      ].join('\n'),
    );
  });

  it('lets the footnote take the place of a citation that the model wrote out', () => {
    const text = 'It rained. ([a.org](https://a.org/)) ([b.org](https://b.org/)) It stopped.';
    const page = (url: string) => ({ type: 'url' as const, id: url, url });
    assert.equal(
      markdown(
        text,
        cite(text, '([a.org](https://a.org/))', { source: page('https://a.org/') }),
        cite(text, '([b.org](https://b.org/))', { source: page('https://b.org/') }),
      ).split('\n')[0],
      'It rained.[^1][^2] It stopped.',
    );
  });

  it('keeps the footnotes of the model apart from its own', () => {
    const text = 'A claim[^1].\n\n[^1]: A note.';
    assert.equal(
      markdown(text, cite(text, 'claim')),
      'A claim[^source-1][^1].\n\n[^1]: A note.\n\n[^source-1]: report.pdf',
    );
  });

  it('removes reference marks and points links into the sandbox to the files', () => {
    const text = 'See【4:0†report.pdf】 [it](sandbox:/mnt/data/a%20b.csv) or sandbox:/mnt/data/gone.txt now.';
    const file = { id: 'a', filename: 'a b.csv', mediaType: 'text/csv', status: 'ready', url: 'https://x.org/a' };
    assert.equal(
      markdown(text, { type: 'data-file', id: 'a', data: file }),
      'See [it](https://x.org/a) or gone.txt now.',
    );
  });

  it('lists sources that no place cites', () => {
    const source = { type: 'source-url', sourceId: 's', url: 'https://a.org/', title: 'A' } as MessagePart;
    assert.equal(markdown('Words.', source), 'Words.\n\nSources:\n- [A](https://a.org/)');
  });
});

function markdown(text: string, ...parts: MessagePart[]): string {
  return messageMarkdown({ id: 'm', role: 'assistant', parts: [{ type: 'text', text }, ...parts] });
}

let count = 0;

function cite(text: string, marker: string, changes: Partial<Annotation> = {}): MessagePart {
  const start = text.indexOf(marker);
  const source = { type: 'file', id: 'f', filename: 'report.pdf' };
  const data = { textId: 'a', start, end: start + marker.length, marker, kind: 'file_citation', source, ...changes };
  return { type: 'data-annotation', id: `a#${count++}`, data };
}
