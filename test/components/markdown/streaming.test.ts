import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { tests } from 'commonmark-spec';
import { barOfHeader } from '../../../components/markdown/blocks/table.ts';
import { MarkdownDocument } from '../../../components/markdown/index.ts';
import { loadEntities } from '../../../components/markdown/inlines/entity.ts';
import { documents } from './support/documents.ts';
import { assistantPieces, Random } from './support/random.ts';
import { dump } from './support/dump.ts';
import { blocksOf, leavesOf, parse } from './support/tree.ts';

const examples = [...documents, ...tests.map(({ markdown }) => markdown.replaceAll('→', '\t'))];
const random = new Random();
const nonsense = Array.from({ length: Random.count(1500) }, () => random.markdown(assistantPieces, 16));

describe('a document that grows', () => {
  before(loadEntities);

  it('ends in the tree of the whole text, whatever pieces the text comes in', () => {
    for (const source of [...examples, ...nonsense]) {
      const document = new MarkdownDocument();
      for (const piece of random.split(source, 7)) document.append(piece);
      document.end();
      assert.equal(dump(document), dump(parse(source)), `seed ${Random.seed}: ${JSON.stringify(source)}`);
    }
  });

  it('has at each moment the tree of what has come so far', () => {
    for (const source of [...examples.slice(0, 200), ...nonsense.slice(0, 300)]) {
      const document = new MarkdownDocument();
      let length = 0;
      for (const piece of random.split(source, 3)) {
        document.append(piece);
        length += piece.length;
        const fresh = new MarkdownDocument();
        fresh.append(source.slice(0, length));
        assert.equal(dump(document), dump(fresh), `seed ${Random.seed}: ${JSON.stringify(source.slice(0, length))}`);
      }
    }
  });

  it('takes line ends of all kinds, also when they are cut in two', () => {
    for (const lineEnd of ['\n', '\r\n', '\r']) {
      const source = `# a${lineEnd}b${lineEnd}${lineEnd}- c${lineEnd}- d${lineEnd}`;
      const document = new MarkdownDocument();
      for (const character of source) document.append(character);
      document.end();
      assert.equal(dump(document), dump(parse(source)));
      assert.deepEqual(
        [...leavesOf(document)].map(({ start, end }) => source.slice(start, end)),
        ['a', 'b', 'c', 'd'],
      );
    }
  });

  it('keeps blocks that are final as they are', () => {
    for (const source of documents) {
      const document = new MarkdownDocument();
      const final = new Map<unknown, string>();
      for (const character of source) {
        document.append(character);
        for (const block of blocksOf(document.root)) {
          if (block.type === 'cell' || !block.final) continue;
          const state = `${block.type} ${block.start} ${block.end}`;
          assert.equal(final.get(block) ?? state, state);
          final.set(block, state);
        }
      }
      document.end();
      const all = new Set<unknown>(blocksOf(document.root));
      for (const [block, state] of final) assert.ok(all.has(block), `${state} is gone`);
    }
  });

  it('refuses more text when it has ended', () => {
    const document = parse('a');
    assert.throws(() => document.append('b'), /has ended/);
  });
});

describe('the text that shows while a document grows', () => {
  before(loadEntities);

  /**
   * What shows once goes on to show: the places in the source of the characters that show only become more.
   *
   * Three things cannot be told before they come. A definition behind its reference turns `[text]` into a link. A delimiter row
   * makes a header of a line whose bars stand in words, such as `a|b`. And a tilde alone is more often "about" than the begin of a
   * deletion, so it shows after 40 characters.
   */
  it('never vanishes', () => {
    for (const source of [...examples, ...nonsense]) {
      const document = new MarkdownDocument();
      let shown = new Set<number>();
      for (let length = 1; length <= source.length + 1; length++) {
        if (length > source.length) document.end();
        else document.append(source.slice(length - 1, length));
        const isDefined = document.takeChanged().length > 0;
        const shows = visibleOffsets(document, source);
        const gone = [...shown].filter((offset) => !shows.has(offset));
        if (!isDefined && !hasUnexpectedTable(document, source))
          assert.deepEqual(gone, [], `seed ${Random.seed}: ${JSON.stringify(source.slice(0, length))}`);
        shown = shows;
      }
    }
  });

  it('is at most 40 characters behind in plain text', () => {
    const text =
      'It cost about 5 or 6 dollars, said Anna (who was there); "no", said Bob: it did not! Was it 7? It was. ';
    for (const start of ['', '# ', '- ', '> ', '1. ', 'A **b** and `c`. ', '| a | b |\n|---|---|\n| ', '[^1]: ']) {
      const document = new MarkdownDocument();
      document.append(start);
      for (const character of text.repeat(3)) {
        document.append(character);
        const shown = [...leavesOf(document)].at(-1)?.end ?? start.length;
        assert.ok(document.source.length - shown <= 40, JSON.stringify(document.source.slice(shown)));
      }
    }
  });

  for (const [source, text] of [
    ['some **bold', 'some bold'],
    ['some **bold*', 'some bold'],
    ['some *emphasis and **strong', 'some emphasis and strong'],
    ['some ~~deleted', 'some deleted'],
    ['a `code', 'a'],
    ['a `code`', 'a'],
    ['a `code` ', 'a code'],
    ['a [link', 'a link'],
    ['a [link](http://exa', 'a link'],
    ['a [link](not a target', 'a [link](not a target'],
    ['an ![image](http://exa', 'an'],
    ['price $5 or', 'price $5 or'],
    ['about ~5', 'about'],
    ['a <https://example.com', 'a https://example.com'],
    ['AT&T', 'AT'],
    ['AT&T ', 'AT&T'],
    ['x &am', 'x'],
    ['claim【4:0†sou', 'claim'],
    ['claim【4:0†source】', 'claim'],
    ['【注意】です', '【注意】です'],
    ['see sandbox:/mnt/data/a.cs', 'see'],
    ['see sandbox:/mnt/data/a.csv now', 'see a.csv now'],
    ['text\n---', 'text'],
    ['text\n- ', 'text'],
    ['text\n```py', 'text'],
    ['| a | b', 'ab'],
    ['| a | b |\n|--', 'ab'],
    ['1', ''],
    ['1. ', ''],
    ['1. a', 'a'],
    ['2026 was', '2026 was'],
    ['- [', ''],
    ['- [x] done', 'done'],
    ['[a]: http://exa', ''],
    ['# Head #', 'Head'],
    ['<di', ''],
    ['line\\', 'line'],
    ['half \ud83d', 'half'],
  ] as const)
    it(`is ${JSON.stringify(text)} of ${JSON.stringify(source)}`, () => {
      const document = new MarkdownDocument();
      document.append(source);
      const shown = [...leavesOf(document)].map(({ value }) => value).join('');
      assert.equal(shown.trimEnd(), text);
    });

  it('has the markers of what has not ended when the document ends', () => {
    const text = (source: string) => [...leavesOf(parse(source))].map(({ value }) => value).join('');
    for (const source of [
      'some **bold',
      'a `code',
      'a [link',
      'an ![image](http://exa',
      'x &am',
      '1',
      '-- a',
      '[a][b]',
    ])
      assert.equal(text(source), source);
  });
});

function visibleOffsets(document: MarkdownDocument, source: string): Set<number> {
  const offsets = new Set<number>();
  for (const { start, end } of leavesOf(document))
    for (let offset = start; offset < end; offset++) if (/\S/.test(source[offset] ?? ' ')) offsets.add(offset);
  return offsets;
}

function hasUnexpectedTable(document: MarkdownDocument, source: string): boolean {
  for (const block of blocksOf(document.root)) {
    if (block.type !== 'table' || block.undecided) continue;
    if (barOfHeader(source.slice(block.start, source.indexOf('\n', block.start))) < 0) return true;
  }
  return false;
}
