import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { tests } from 'commonmark-spec';
import { isContainer } from '../../../components/markdown/index.ts';
import { loadEntities } from '../../../components/markdown/inlines/entity.ts';
import { documents } from './support/documents.ts';
import { assistantPieces, Random } from './support/random.ts';
import { blocksOf, inlinesWithin, leavesOf, parse } from './support/tree.ts';

const random = new Random();
const sources = [
  ...documents,
  ...tests.map(({ markdown }) => markdown.replaceAll('→', '\t')),
  ...Array.from({ length: Random.count(1000) }, () => random.markdown(assistantPieces, 16)),
];

describe('source offsets', () => {
  before(loadEntities);

  it('are those of the very characters in every text leaf, but for entities and line ends in code spans', () => {
    let exact = 0;
    for (const source of sources)
      for (const { value, start, end } of leavesOf(parse(source))) {
        const slice = source.slice(start, end);
        if (slice === value) exact++;
        else assert.ok(/^&.*;$/s.test(slice) || /^\r?\n?$/.test(slice), JSON.stringify({ source, slice, value }));
      }
    assert.ok(exact > 4000);
  });

  it('of children lie within those of their parents, in order', () => {
    for (const source of sources) {
      const document = parse(source);
      for (const block of blocksOf(document.root)) {
        assert.ok(block.start <= block.end, source);
        if (!('children' in block) || block.type === 'root') continue;
        let last = block.start;
        for (const child of block.children) {
          assert.ok(
            child.start >= last && child.end <= block.end,
            `${JSON.stringify(source)}: ${block.type} > ${child.type}`,
          );
          last = child.start;
        }
      }
      for (const block of blocksOf(document.root)) {
        if (block.type !== 'paragraph' && block.type !== 'heading' && block.type !== 'cell') continue;
        for (const inline of inlinesWithin(document.inlines(block))) {
          assert.ok(
            inline.start >= block.start && inline.end <= block.end,
            `${JSON.stringify(source)}: ${inline.type}`,
          );
          if (!('children' in inline)) continue;
          for (const child of inline.children)
            assert.ok(
              child.start >= inline.start && child.end <= inline.end,
              `${JSON.stringify(source)}: ${child.type}`,
            );
        }
      }
    }
  });

  it('count UTF-16 code units behind characters of two', () => {
    const source = '😀 **𝒳y** z';
    const leaves = [...leavesOf(parse(source))];
    assert.deepEqual(
      leaves.map(({ value, start, end }) => [value, start, end]),
      [
        ['😀 ', 0, 3],
        ['𝒳y', 5, 8],
        [' z', 10, 12],
      ],
    );
  });

  it('leave out what containers take of a line, and half of a tab', () => {
    const source = '> - a\n>   b\n>\n> \tcode';
    const leaves = [...leavesOf(parse(source))].map(({ value, start }) => [value, start]);
    assert.deepEqual(leaves, [
      ['a', 4],
      ['b', 10],
      ['code', 17],
    ]);
  });

  it('leave out the backslash before a bar in a table', () => {
    const source = '| a \\| b | `c\\|d` |\n|---|---|\n';
    const leaves = [...leavesOf(parse(source))].map(({ value, start, end }) => [value, source.slice(start, end)]);
    assert.deepEqual(leaves, [
      ['a ', 'a '],
      ['| b', '| b'],
      ['c', 'c'],
      ['|d', '|d'],
    ]);
  });

  it('stand on links, images, references and paths with all their syntax', () => {
    const source = 'A [b](u "t") ![c](v) <http://d> e@f.gg [^1]【4:0†s】 sandbox:/mnt/data/x.csv $y$ `z`\n\n[^1]: n';
    const document = parse(source);
    const [paragraph] = document.root.children;
    assert.ok(paragraph?.type === 'paragraph');
    const found = document
      .inlines(paragraph)
      .filter(({ type }) => type !== 'text')
      .map(({ type, start, end }) => [type, source.slice(start, end)]);
    assert.deepEqual(found, [
      ['link', '[b](u "t")'],
      ['image', '![c](v)'],
      ['link', '<http://d>'],
      ['link', 'e@f.gg'],
      ['footnote-reference', '[^1]'],
      ['reference-mark', '【4:0†s】'],
      ['link', 'sandbox:/mnt/data/x.csv'],
      ['math', '$y$'],
      ['code', '`z`'],
    ]);
  });

  it('of a container reach to the end of its last child', () => {
    const document = parse('- a\n\n  b\n- c\n\nd');
    const [list, paragraph] = document.root.children;
    assert.ok(list && isContainer(list) && paragraph);
    assert.deepEqual([list.start, list.end, paragraph.start, paragraph.end], [0, 12, 14, 15]);
  });
});
