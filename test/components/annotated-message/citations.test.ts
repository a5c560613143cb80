import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collectCitations, type MessageCitations } from '../../../components/annotated-message/citations.ts';
import type { Annotation, MessagePart, TextPart, UIMessage } from '../../../protocol/index.ts';
import { annotation, assistant, file, outputFile, page, permutations, point, textPart } from './message-builders.ts';

describe('collectCitations', () => {
  const answer = 'The tower is 330 metres tall. It was built in 1889.';

  it('places an annotation of ours on the text part it names', () => {
    const message = assistant(
      textPart('Other words.', 'a'),
      textPart(answer, 'b'),
      annotation('330 metres', answer, { textId: 'b' }),
    );
    assert.deepEqual(shown(message), ['1: “330 metres” of report.pdf, marker after metres']);
  });

  it('takes the parts in any order', () => {
    const parts = [
      textPart(answer),
      annotation('built in 1889', answer, { id: 'a#2', source: file('b.txt') }),
      annotation('330 metres', answer, { id: 'a#1', source: file('a.txt') }),
      { type: 'source-document', sourceId: 'c', mediaType: 'text/plain', title: 'c.txt' },
    ] as MessagePart[];
    for (const order of permutations(parts)) {
      assert.deepEqual(shown(assistant(...order)), [
        '1: “330 metres” of a.txt, marker after metres',
        '2: “built in 1889” of b.txt, marker after 1889.',
        '3: c.txt',
      ]);
    }
  });

  it('lets the same id replace what came before', () => {
    const message = assistant(
      textPart(answer),
      annotation('330 metres', answer, { id: 'a#1', quote: 'old' }),
      annotation('1889', answer, { id: 'a#1', quote: 'new' }),
    );
    const [source] = collectCitations(message).sources;
    assert.deepEqual(shown(message), ['1: “1889” of report.pdf, marker after 1889.']);
    assert.equal(source?.citations[0]?.annotations[0]?.quote, 'new');
  });

  it('prefers our annotations to native citations, those to raw annotations, and those to mere sources', () => {
    const raw = { openai: { annotations: [{ type: 'file_citation', file_id: 'r', filename: 'raw.txt', index: 28 }] } };
    const citations: TextPart['citations'] = [
      {
        source: { type: 'source', sourceType: 'document', id: 'n', mediaType: 'text/plain', title: 'native.txt' },
        startIndex: 0,
        endIndex: 9,
      },
    ];
    const source = {
      type: 'source-document',
      sourceId: 's',
      mediaType: 'text/plain',
      title: 'mere.txt',
    } as MessagePart;
    const text: TextPart = { type: 'text', text: answer, providerMetadata: { kit: { textId: 'a' }, ...raw } };

    assert.equal(
      shown(assistant({ ...text, citations }, annotation('tower', answer)))[0]?.includes('report.pdf'),
      true,
    );
    assert.deepEqual(shown(assistant({ ...text, citations }, source)), [
      '1: “The tower” of native.txt, marker after tower',
      '2: mere.txt',
    ]);
    assert.deepEqual(shown(assistant(text)), ['1: point at 28 of raw.txt, marker after tall.']);
    assert.deepEqual(shown(assistant({ type: 'text', text: answer }, source)), ['1: mere.txt']);
  });

  it('numbers distinct sources in reading order, over several texts', () => {
    const [one, two] = [file('one.txt'), file('two.txt')];
    const message = assistant(
      textPart(answer),
      textPart(answer, 'b'),
      annotation('tower', answer, { textId: 'b', source: two }),
      annotation('1889', answer, { source: one }),
      annotation('tower', answer, { source: two }),
    );
    assert.deepEqual(
      collectCitations(message).sources.map(({ number, name, citations }) => [number, name, citations.length]),
      [
        [1, 'two.txt', 2],
        [2, 'one.txt', 1],
      ],
    );
  });

  it('counts a page by its address, whatever ids it is given', () => {
    const page = (id: string) => ({ type: 'url' as const, id, url: 'https://example.org/a' });
    const message = assistant(
      textPart(answer),
      annotation('tower', answer, { source: page('1') }),
      annotation('1889', answer, { source: page('2') }),
      { type: 'source-url', sourceId: '3', url: 'https://example.org/a' },
    );
    assert.equal(collectCitations(message).sources.length, 1);
  });

  it('gives every source at a place its marker, and the same source one', () => {
    const message = assistant(
      textPart(answer),
      annotation('1889', answer, { source: file('x.txt'), quote: 'first' }),
      annotation('built in 1889', answer, { source: file('y.txt') }),
      annotation('in 1889', answer, { source: file('x.txt'), quote: 'second' }),
    );
    const citations = citationsOf(message);
    assert.deepEqual(
      citations.map(({ source, offset }) => [source.name, offset]),
      [
        ['y.txt', answer.length],
        ['x.txt', answer.length],
      ],
    );
    assert.deepEqual(
      citations[1]?.annotations.map(({ quote }) => quote),
      ['second', 'first'],
    );
    assert.equal(citations[1]?.passages.length, 2);
  });

  describe('wrong offsets', () => {
    it('are repaired where the marker occurs once', () => {
      const message = assistant(textPart(answer), annotation('330 metres', answer, { start: 2, end: 12 }));
      assert.deepEqual(shown(message), ['1: “330 metres” of report.pdf, marker after metres']);
    });

    it('leave the source without a place where the marker occurs twice or never', () => {
      const twice = 'Yes or no, yes or no.';
      for (const marker of ['or no', 'perhaps']) {
        const message = assistant(textPart(twice, 'a'), annotation('Yes', twice, { marker, start: 1, end: 4 }));
        assert.deepEqual(shown(message), ['1: report.pdf']);
      }
    });

    it('are not repaired while more text may come', () => {
      const early = annotation('Paris', 'Paris, and Paris.', { start: 11, end: 16 });
      const growing: TextPart = { ...textPart('Paris, and ', 'a'), state: 'streaming' };
      assert.deepEqual(shown(assistant(growing, early)), ['1: report.pdf']);
      assert.deepEqual(shown(assistant({ ...growing, text: 'Paris, and Paris' }, early)), [
        '1: “Paris” of report.pdf, marker after Paris',
      ]);
    });

    it('are repaired when the run is over, though its text was never closed', () => {
      const message: UIMessage = {
        ...assistant(
          { ...textPart(answer), state: 'streaming' },
          annotation('330 metres', answer, { start: 2, end: 12 }),
        ),
        metadata: { run: { id: 'r', status: 'cancelled' } },
      };
      assert.equal(citationsOf(message).length, 1);
    });

    it('beyond the end, reversed, inside a character or at 0 leave the source without a place', () => {
      const text = 'An 😀 and words.';
      for (const [start, end] of [
        [3, 99],
        [99, 99],
        [5, 3],
        [0, 0],
        [4, 4],
        [0, 4],
      ] as const) {
        const { data, ...part } = annotation('and', text);
        const { marker: _, ...facts } = data as Annotation;
        const message = assistant(textPart(text), { ...part, data: { ...facts, start, end } } as MessagePart);
        assert.deepEqual(shown(message), ['1: report.pdf'], `${start}–${end}`);
      }
    });
  });

  describe('points', () => {
    const shownPoint = (text: string, index: number) => shown(assistant(textPart(text), point(index)));

    it('put the marker behind the full stop, on whichever side of it they are', () => {
      assert.deepEqual(shownPoint('It is Paris. Next.', 11), ['1: point at 11 of report.pdf, marker after Paris.']);
      assert.deepEqual(shownPoint('It is Paris. Next.', 12), ['1: point at 12 of report.pdf, marker after Paris.']);
    });

    it('put the marker behind quotes and emphasis that close with the sentence', () => {
      assert.deepEqual(shownPoint('It is **Paris**. Next.', 13), [
        '1: point at 13 of report.pdf, marker after **Paris**.',
      ]);
      assert.deepEqual(shownPoint('He said “Paris.” Next.', 14), [
        '1: point at 14 of report.pdf, marker after “Paris.”',
      ]);
    });

    it('do not take a decimal point or the dot of a host for the end of a sentence', () => {
      assert.deepEqual(shownPoint('About 3.5 metres.', 7), ['1: point at 7 of report.pdf, marker after 3']);
      assert.deepEqual(shownPoint('At example.org it is.', 10), ['1: point at 10 of report.pdf, marker after example']);
    });
  });

  describe('reference marks', () => {
    it('stand for the sentence before them', () => {
      const text = 'It is Paris【4:0†report.pdf】【4:1†other.txt】. Next.';
      const message = assistant(
        textPart(text),
        annotation('【4:1†other.txt】', text, { source: file('other.txt') }),
        annotation('【4:0†report.pdf】', text),
      );
      assert.deepEqual(shown(message), [
        '1: point at 11 of report.pdf, marker after Paris【4:0†report.pdf】【4:1†other.txt】.',
        '2: point at 27 of other.txt, marker after Paris【4:0†report.pdf】【4:1†other.txt】.',
      ]);
    });
  });

  describe('citations the model wrote into its text', () => {
    const text =
      'It rained. ([a.org](https://a.org/x_(y))) ([b.org](https://b.org/)) Then it [stopped](https://b.org/).';

    it('are passages themselves, and stand for the sentence before all of them', () => {
      const message = assistant(
        textPart(text),
        annotation('([a.org](https://a.org/x_(y)))', text, { source: page('https://a.org/x_(y)') }),
        annotation('([b.org](https://b.org/))', text, { source: page('https://b.org/') }),
      );
      for (const { passages } of citationsOf(message)) {
        assert.deepEqual(
          passages.map(({ extent, start }) => [extent, extent === 'claim' ? text.slice(0, start) : text[start]]),
          [
            ['words', '('],
            ['claim', 'It rained.'],
          ],
        );
      }
    });

    it('are told from words that hold a link', () => {
      const message = assistant(
        textPart(text),
        annotation('it [stopped](https://b.org/)', text, { source: page('https://b.org/') }),
      );
      assert.deepEqual(
        citationsOf(message)[0]?.passages.map(({ extent }) => extent),
        ['words'],
      );
    });
  });

  describe('links into the sandbox', () => {
    const text = 'Take [the table](sandbox:/mnt/data/table.csv).';

    it('are no citations but links to the file', () => {
      const source = file('table.csv');
      const message = assistant(
        textPart(text),
        annotation('sandbox:/mnt/data/table.csv', text, { kind: 'container_file_citation', source }),
        { type: 'source-document', sourceId: 'made-up', mediaType: 'text/csv', title: 'table.csv' },
      );
      const { sources, texts } = collectCitations(message);
      assert.deepEqual(sources, []);
      assert.deepEqual(texts.get(0)?.fileLinks, [{ start: 17, end: 44, source }]);
    });

    it('leave files that the assistant wrote out of the sources', () => {
      const message = assistant(
        textPart('Here it is.', 'a'),
        { type: 'source-document', sourceId: 'f', mediaType: 'image/png', title: 'chart.png' },
        outputFile('chart.png'),
      );
      assert.deepEqual(collectCitations(message).sources, []);
    });
  });

  describe('messages of other backends', () => {
    const emoji = 'Hi 😀😀. It is Paris. ([a.org](https://a.org/)) End';
    const url = { type: 'url_citation', url: 'https://a.org/', title: 'A' };
    const raw = (text: string, ...annotations: unknown[]) =>
      assistant({ type: 'text', text, providerMetadata: { openai: { annotations } } });

    it('may count an emoji as one or as two', () => {
      const start = emoji.indexOf('([a');
      const end = emoji.indexOf(' End');
      for (const shift of [0, 2]) {
        const message = raw(emoji, { ...url, start_index: start - shift, end_index: end - shift });
        assert.deepEqual(shown(message), [
          '1: “([a.org](https://a.org/))” of A, marker after ([a.org](https://a.org/))',
        ]);
      }
      for (const shift of [0, 2]) {
        const index = emoji.indexOf('. (') - shift;
        assert.deepEqual(shown(raw(emoji, { type: 'file_citation', file_id: 'f', filename: 'f.txt', index })), [
          `1: point at ${index + shift} of f.txt, marker after Paris.`,
        ]);
      }
    });

    it('get a place by search where neither way of counting fits, and none where the search is in vain', () => {
      assert.equal(citationsOf(raw(emoji, { ...url, start_index: 5, end_index: 9 }))[0]?.passages[0]?.start, 22);
      const other = { ...url, url: 'https://b.org/', start_index: 5, end_index: 9 };
      assert.deepEqual(shown(raw(emoji, other)), ['1: A']);
    });

    it('may leave out positions, titles, names or everything', () => {
      const message = raw(
        'Text.',
        { type: 'url_citation', url: 'https://www.a.org/b' },
        null,
        'x',
        {},
        { type: 'file_path' },
      );
      assert.deepEqual(shown(message), ['1: a.org']);
    });

    it('may have the point of a file citation in the metadata of its source', () => {
      const citations: TextPart['citations'] = [
        {
          source: {
            type: 'source',
            sourceType: 'document',
            id: 'made-up',
            mediaType: 'text/plain',
            title: 'ai.pdf',
            providerMetadata: { openai: { type: 'file_citation', fileId: 'file-1', index: 11 } },
          },
        },
      ];
      const document = {
        type: 'source-document',
        sourceId: 'other',
        mediaType: 'text/plain',
        title: 'ai.pdf',
      } as MessagePart;
      assert.deepEqual(shown(assistant({ type: 'text', text: 'It is Paris.', citations }, document)), [
        '1: point at 11 of ai.pdf, marker after Paris.',
      ]);
    });

    it('may be those of the Assistants API', () => {
      const text = 'It is Paris【4:0†ai.pdf】.';
      const message = raw(text, {
        type: 'file_citation',
        text: '【4:0†ai.pdf】',
        start_index: 0,
        end_index: 1,
        file_citation: { file_id: 'file-1', quote: 'Paris is the capital.' },
      });
      assert.deepEqual(shown(message), ['1: point at 11 of file-1, marker after Paris【4:0†ai.pdf】.']);
      assert.equal(citationsOf(message)[0]?.annotations[0]?.quote, 'Paris is the capital.');
    });
  });

  it('lists what belongs to a text that has not come yet without a place', () => {
    assert.deepEqual(shown(assistant(annotation('tower', answer, { textId: 'later' }))), ['1: report.pdf']);
    assert.deepEqual(shown(assistant(textPart('Other.', 'a'), annotation('tower', answer, { textId: 'later' }))), [
      '1: report.pdf',
    ]);
  });

  it('reads a single text that nobody has named as the one that is meant', () => {
    const message = assistant({ type: 'text', text: answer }, annotation('tower', answer, { textId: 'unknown' }));
    assert.deepEqual(shown(message), ['1: “tower” of report.pdf, marker after tower']);
  });

  it('bears malformed parts', () => {
    const message = assistant(
      textPart(answer),
      { type: 'data-annotation', id: 'x', data: null },
      { type: 'data-annotation', id: 'y', data: { textId: 'a', start: 0, end: 3, kind: 'k', source: {} } },
      { type: 'data-annotation', id: 'z', data: { textId: 'a', start: '0', end: 3, source: file() } },
      { type: 'source-url', sourceId: 'u' } as MessagePart,
    );
    assert.deepEqual(shown(message), []);
  });
});

function citationsOf(message: UIMessage) {
  return [...collectCitations(message).texts.values()].flatMap(({ citations }) => citations);
}

/** What a reader would meet, in words. */
function shown(message: UIMessage): string[] {
  const { sources, texts }: MessageCitations = collectCitations(message);
  const lines: string[] = [];
  for (const [index, { citations }] of texts) {
    const { text } = message.parts[index] as TextPart;
    for (const { source, offset, passages } of citations) {
      const { extent, start, end } = passages[0]!;
      const words = extent === 'words' ? `“${text.slice(start, end)}”` : `point at ${start}`;
      const before = text.slice(0, offset).split(' ').at(-1);
      lines.push(`${source.number}: ${words} of ${source.name}, marker after ${before}`);
    }
  }
  for (const { number, name, citations } of sources) if (citations.length === 0) lines.push(`${number}: ${name}`);
  return lines;
}
