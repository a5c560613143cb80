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
  return sentences(text, format).map(({ headings: [first] }) => first && text.slice(first.start, first.end));
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

  it('know the words that open their paragraph, and do not take short sentences for such', () => {
    const text = 'Pets. Cats are allowed, dogs are not.\n\nIt rains. Yes. The window is open.';
    assert.deepEqual(read(text), ['Cats are allowed, dogs are not.', 'It rains.', 'Yes.', 'The window is open.']);
    assert.deepEqual(headings(text), ['Pets.', undefined, undefined, undefined]);
  });

  it('are the values of JSON, small objects and lists whole, under the names of larger ones', () => {
    const json = JSON.stringify(
      { ports: [80, 443], user: { name: 'Ada', note: 'x'.repeat(240) }, open: true },
      null,
      2,
    );
    assert.deepEqual(read(json, 'lines'), [
      '"ports": [\n    80,\n    443\n  ]',
      '"name": "Ada"',
      `"note": "${'x'.repeat(240)}"`,
      '"open": true',
    ]);
    assert.deepEqual(headings(json, 'lines').slice(1, 2), ['  "user": {']);
    assert.deepEqual(read('{"a":1}\n{"b":2}', 'lines'), ['{"a":1}', '{"b":2}']);
  });

  it('are not the tags, badges and link definitions of a page in Markdown', () => {
    const text = [
      '<div align="center">',
      '  <img src="a.png" alt="A"/>',
      '</div>',
      '',
      '[![Build status](https://a.example/badge.svg)](https://a.example)',
      '',
      'It **works** on [Node](https://nodejs.org).',
      '',
      '[1]: https://a.example',
    ].join('\n');
    assert.deepEqual(read(text, 'markdown'), ['It **works** on [Node](https://nodejs.org).']);
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
  const text = 'Here are three words. There are four more. Now they are done.\n\n# Next\nTwo remain.';
  const read = (size: number, overlap: number) =>
    passages(text, sentences(text, 'markdown'), { size, overlap }).map(({ start, end }) => text.slice(start, end));

  it('hold whole sentences, as many as fit, and none reaches over a heading', () => {
    const [one, two, three, last] = [
      'Here are three words.',
      'There are four more.',
      'Now they are done.',
      'Two remain.',
    ];
    assert.deepEqual(read(8, 0), [`${one} ${two}`, three, last]);
    assert.deepEqual(read(100, 0), [`${one} ${two} ${three}`, last]);
    assert.deepEqual(read(1, 0), [one, two, three, last]);
  });

  it('share sentences where they are to overlap', () => {
    const shared = 'There are four more.';
    assert.deepEqual(read(8, 4), [`Here are three words. ${shared}`, `${shared} Now they are done.`, 'Two remain.']);
  });
});
