import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { array, assert as check, constantFrom, oneof, property, string } from 'fast-check';
import type { TextFormat } from '../../../server/local/search/extract/extract-text.ts';
import { passages } from '../../../server/local/search/passages.ts';
import { sentences } from '../../../server/local/search/sentences.ts';

function read(text: string, format: TextFormat = 'prose'): string[] {
  return sentences(text, format).map(({ start, end }) => text.slice(start, end));
}

function headings(text: string, format: TextFormat = 'prose'): (string | undefined)[] {
  return sentences(text, format).map(({ heading }) => heading && text.slice(heading.start, heading.end));
}

describe('the sentences of a text', () => {
  it('end where they end, also when lines are wrapped', () => {
    const text =
      'The first six months are a probation period of the contract,\nduring which two weeks are enough. It is\nover then. So it goes.';
    assert.deepEqual(read(text), [
      'The first six months are a probation period of the contract,\nduring which two weeks are enough.',
      'It is\nover then.',
      'So it goes.',
    ]);
  });

  it('do not end at abbreviations and initials', () => {
    const text = 'Dr. Weber and J. Smith met at approx. 5 p.m. on Monday. They agreed, e.g. on Art. 5 of the law.';
    assert.deepEqual(read(text), [
      'Dr. Weber and J. Smith met at approx. 5 p.m. on Monday.',
      'They agreed, e.g. on Art. 5 of the law.',
    ]);
    assert.deepEqual(read('It ends in 2027. Then it is over.'), ['It ends in 2027.', 'Then it is over.']);
  });

  it('are one for each line that was ended on purpose, without its list marker', () => {
    assert.deepEqual(read('Product: Drill X100\nWeight: 2 kg\n\n- One\n* Two\n1. Three\n2) Four\n(a) Five'), [
      'Product: Drill X100',
      'Weight: 2 kg',
      'One',
      'Two',
      'Three',
      'Four',
      'Five',
    ]);
  });

  it('know the heading they stand under, whatever it looks like', () => {
    const text = [
      '# Manual',
      'Read this.',
      '',
      'Warranty',
      '========',
      'It ends in May.',
      '',
      'RETURNS',
      'Thirty days.',
      '',
      '3. Notice period',
      'Three months.',
      '',
      'Opening hours',
      '',
      'Always open.',
    ].join('\n');
    assert.deepEqual(headings(text), ['Manual', 'Warranty', 'RETURNS', '3. Notice period', 'Opening hours']);
    assert.deepEqual(read(text), ['Read this.', 'It ends in May.', 'Thirty days.', 'Three months.', 'Always open.']);
  });

  it('include a line that looks like a heading but has nothing under it', () => {
    assert.deepEqual(read('The notice period is three months'), ['The notice period is three months']);
    assert.deepEqual(read('It rains.\n\nThe notice period is three months'), [
      'It rains.',
      'The notice period is three months',
    ]);
  });

  it('are the rows of a table, under the names of its columns', () => {
    const csv = 'region,price\nNorth,5\nSouth,7\n';
    assert.deepEqual(read(csv, 'table'), ['North,5', 'South,7']);
    assert.deepEqual(headings(csv, 'table'), ['region,price', 'region,price']);
    assert.deepEqual(read('| Name | Price |\n| --- | ---: |\n| Rope | 5 |', 'markdown'), [
      '| Name | Price |',
      '| Rope | 5 |',
    ]);
  });

  it('are the lines of code between fences', () => {
    assert.deepEqual(read('Run this.\n\n```sh\nnpm start\nnpm test\n```\nDone.', 'markdown'), [
      'Run this.',
      'npm start',
      'npm test',
      'Done.',
    ]);
  });

  it('are cut where they are too long to be quoted', () => {
    const long = `${'word '.repeat(60)}word, ${'more '.repeat(80)}end.`;
    const parts = read(long);
    assert.ok(parts.length > 1 && parts.every((part) => part.length <= 480));
    assert.equal(parts.join(' '), long);
    assert.ok(read('x'.repeat(2000)).every((part) => part.length <= 480));
    assert.ok(read(`x${'🦊'.repeat(1000)}`).every((part) => !/\p{Surrogate}/u.test(part)));
  });

  it('never overlap, never begin or end with space, and are exact slices, whatever the text', () => {
    const piece = constantFrom(
      '# ',
      '- ',
      '1. ',
      '\n',
      '\n\n',
      '. ',
      'Dr. ',
      '```\n',
      '| a |',
      '🦊',
      'ß',
      ' ',
      '\t',
      '---\n',
      '…',
      '„“',
    );
    const text = array(oneof(piece, string({ unit: 'grapheme' })), { maxLength: 40 }).map((parts) => parts.join(''));
    check(
      property(text, constantFrom<TextFormat>('prose', 'markdown', 'table', 'lines'), (given, format) => {
        const found = sentences(given, format);
        let last = 0;
        for (const { start, end } of found) {
          assert.ok(start >= last && end > start && end <= given.length);
          assert.equal(given.slice(start, end).trim().length, end - start);
          last = end;
        }
        const all = passages(given, found, { size: 20, overlap: 0 });
        assert.deepEqual(
          all.flatMap((passage) => passage.sentences),
          found,
        );
      }),
      { numRuns: 400 },
    );
  });
});

describe('passages', () => {
  const text = 'One two three. Four five six. Seven eight nine.\n\n# Next\nTen eleven.';
  const read = (size: number, overlap: number) =>
    passages(text, sentences(text, 'markdown'), { size, overlap }).map(({ start, end }) => text.slice(start, end));

  it('hold whole sentences, as many as fit, and none reaches over a heading', () => {
    assert.deepEqual(read(6, 0), ['One two three. Four five six.', 'Seven eight nine.', 'Ten eleven.']);
    assert.deepEqual(read(100, 0), ['One two three. Four five six. Seven eight nine.', 'Ten eleven.']);
    assert.deepEqual(read(1, 0), ['One two three.', 'Four five six.', 'Seven eight nine.', 'Ten eleven.']);
  });

  it('share sentences where they are to overlap', () => {
    assert.deepEqual(read(6, 3), ['One two three. Four five six.', 'Four five six. Seven eight nine.', 'Ten eleven.']);
  });
});
