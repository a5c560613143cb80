import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { messageMarkdown } from '../../../components/annotated-message/message-markdown.ts';
import type { MessagePart } from '../../../protocol/index.ts';
import { annotation, assistant, outputFile, page } from './message-builders.ts';

describe('messageMarkdown', () => {
  it('turns citations into footnotes with name, address and quotes', () => {
    const text = 'The tower is 330 metres tall. It was built in 1889.';
    const source = { type: 'file' as const, id: 'f', filename: 'a [1].pdf', url: 'https://x.org/f (1)' };
    assert.equal(
      markdown(
        text,
        annotation('330 metres', text, { source, quote: 'Height:\n 330 m' }),
        annotation('built in 1889', text, { source }),
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
    assert.equal(
      markdown(
        text,
        annotation('([a.org](https://a.org/))', text, { source: page('https://a.org/') }),
        annotation('([b.org](https://b.org/))', text, { source: page('https://b.org/') }),
      ).split('\n')[0],
      'It rained.[^1][^2] It stopped.',
    );
  });

  it('keeps the footnotes of the model apart from its own', () => {
    const text = 'A claim[^1].\n\n[^1]: A note.';
    assert.equal(
      markdown(text, annotation('claim', text)),
      'A claim[^source-1][^1].\n\n[^1]: A note.\n\n[^source-1]: report.pdf',
    );
  });

  it('removes reference marks and points links into the sandbox to the files', () => {
    const text = 'See【4:0†report.pdf】 [it](sandbox:/mnt/data/a%20b.csv) or sandbox:/mnt/data/gone.txt now.';
    assert.equal(markdown(text, outputFile('a b.csv')), 'See [it](https://files.example/a%20b.csv) or gone.txt now.');
  });

  it('lists sources that no place cites', () => {
    const source = { type: 'source-url', sourceId: 's', url: 'https://a.org/', title: 'A' } as MessagePart;
    assert.equal(markdown('Words.', source), 'Words.\n\nSources:\n- [A](https://a.org/)');
  });
});

function markdown(text: string, ...parts: MessagePart[]): string {
  return messageMarkdown(assistant({ type: 'text', text }, ...parts));
}
