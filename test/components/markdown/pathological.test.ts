import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MarkdownDocument } from '../../../components/markdown/index.ts';
import type { AnyBlock } from './support/tree.ts';

/** What is quadratic takes minutes; this is far above what is linear, also on a machine that is busy. Processor time, in seconds. */
const limit = 20;

/** Inputs like those that cmark is tested with, and some for what we read beyond it. */
const inputs: Readonly<Record<string, () => string>> = {
  'nested strong emphasis': () => `${'*a **a '.repeat(65_000)}b${' a** a*'.repeat(65_000)}`,
  'closers of emphasis without openers': () => 'a_ '.repeat(65_000),
  'openers of emphasis without closers': () => '_a '.repeat(65_000),
  'closing brackets without opening ones': () => 'a]'.repeat(65_000),
  'opening brackets without closing ones': () => '[a'.repeat(65_000),
  'openers and closers that do not match': () => '*a_ '.repeat(50_000),
  'openers and closers of lengths that are multiples of three': () => `a**b${'c* '.repeat(50_000)}`,
  'opening brackets and closers of emphasis': () => '[ a_'.repeat(50_000),
  'brackets and parentheses that never close': () => '[ (]('.repeat(80_000),
  'images that never close': () => '![[]()'.repeat(160_000),
  'a link around emphasis that begins before it': () => '**x [a*b**c*](d)',
  'nested brackets': () => `${'['.repeat(50_000)}a${']'.repeat(50_000)}`,
  'nested quotes': () => `${'> '.repeat(50_000)}a`,
  'nested lists': () => Array.from({ length: 1000 }, (_, depth) => `${'  '.repeat(depth)}* a\n`).join(''),
  'characters U+0000': () => 'abc\0de\0',
  'backtick strings of all lengths': () =>
    Array.from({ length: 5000 }, (_, length) => `e${'`'.repeat(length)}`).join(''),
  'destinations in angle brackets that never close': () => '[a](<b'.repeat(30_000),
  'destinations that never close': () => '[a](b'.repeat(30_000),
  'comments that never close': () => `</${'<!--'.repeat(30_000)}`,
  'processing instructions that never close': () => 'a '.concat('<?'.repeat(30_000)),
  'CDATA sections that never close': () => 'a '.concat('<![CDATA['.repeat(30_000)),
  'declarations that never close': () => 'a '.concat('<!A '.repeat(30_000)),
  'tables without bars': () => 'aaa\rbbb\n-\v\n'.repeat(30_000),
  'many definitions and references': () =>
    `${Array.from({ length: 20_000 }, (_, n) => `[${n}]: u\n`).join('')}${'[0] '.repeat(20_000)}`,
  'references before their definitions': () =>
    `${'[a] [b][c]\n\n'.repeat(5000)}${Array.from({ length: 5000 }, (_, n) => `[${n}]: u\n\n`).join('')}`,
  'a delimiter row of many columns': () => `${'|'.repeat(50_000)}\n${'-|'.repeat(50_000)}`,
  dollars: () => '$a '.repeat(50_000),
  'formulas that never close': () => '\\(a'.repeat(30_000),
  'marks that never close': () => '【†'.repeat(30_000),
  paths: () => 'sandbox:/a '.repeat(20_000),
  'closing parentheses behind a URL': () => `http://a${')'.repeat(50_000)}`,
  'entities behind a URL': () => `http://a${'&a;'.repeat(50_000)}`,
  'beginnings of addresses': () => 'a@'.repeat(30_000),
  'beginnings of URLs': () => `${'www.'.repeat(30_000)}\n\n${'http://'.repeat(30_000)}`,
  'tags with attributes that never close': () => `<a${' b="'.repeat(30_000)}`,
  tildes: () => '~a '.repeat(50_000),
  footnotes: () => `${'[^a]'.repeat(30_000)}\n\n[^a]: b`,
  backslashes: () => '\\'.repeat(100_000),
  'a definition whose title never closes': () => `[a]: b "${'c\n'.repeat(20_000)}`,
  'a megabyte without a space': () => 'a'.repeat(1_000_000),
  'a megabyte in one line': () => 'word '.repeat(200_000),
};

describe('the parser', () => {
  for (const [name, input] of Object.entries(inputs)) {
    it(`reads ${name} in a time that grows with their number`, () => {
      assert.ok(processorTime(() => read(input(), 1)) < limit);
    });

    it(`reads ${name} in such a time in 200 pieces`, () => {
      assert.ok(processorTime(() => read(input(), 200)) < limit);
    });
  }
});

/** Reads the text in pieces and, after each, what is not final, as a view does. */
function read(source: string, pieces: number): void {
  const document = new MarkdownDocument();
  const length = Math.ceil(source.length / pieces);
  const finished = new WeakMap<AnyBlock, number>();
  const visit = (block: AnyBlock) => {
    if (block.type === 'paragraph' || block.type === 'heading' || block.type === 'cell') document.content(block);
    if (!('children' in block)) return;
    let known = finished.get(block) ?? 0;
    for (const child of block.children.slice(known)) visit(child);
    for (
      let child = block.children[known];
      child && child.type !== 'cell' && child.final;
      child = block.children[known]
    )
      known++;
    finished.set(block, known);
  };
  for (let start = 0; start < source.length; start += length) {
    document.append(source.slice(start, start + length));
    visit(document.root);
  }
  document.end();
  visit(document.root);
}

function processorTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}
