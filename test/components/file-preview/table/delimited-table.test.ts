import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DelimitedTable } from '../../../../components/file-preview/table/delimited-table.ts';
import { findDelimiter } from '../../../../components/file-preview/table/find-delimiter.ts';

const rowsOf = (table: DelimitedTable) => Array.from({ length: table.length }, (_, index) => table.row(index));

describe('A table with delimiters', () => {
  it('has a header and rows, with a line end after the last or without', () => {
    for (const text of ['a,b\n1,2\n3,4', 'a,b\n1,2\n3,4\n', 'a,b\n\n1,2\n\n\n3,4\n\n']) {
      const table = new DelimitedTable(text);
      assert.deepEqual(
        [table.header, rowsOf(table)],
        [
          ['a', 'b'],
          [
            ['1', '2'],
            ['3', '4'],
          ],
        ],
      );
    }
  });

  it('keeps delimiters, quotes and line ends within quotes', () => {
    const table = new DelimitedTable('a,b\n"1, ""one""","x\ny"\n"",z\n');
    assert.deepEqual(rowsOf(table), [
      ['1, "one"', 'x\ny'],
      ['', 'z'],
    ]);
  });

  it('takes a quote within a cell for what it is, and one that nobody closes for the rest', () => {
    assert.deepEqual(rowsOf(new DelimitedTable('a,b\n5" pipe,x\n"open,y\nz')), [['5" pipe', 'x'], ['open,y\nz']]);
    assert.deepEqual(rowsOf(new DelimitedTable('a,b\n"x"y,z')), [['xy', 'z']]);
  });

  it('keeps empty cells and ragged rows as they are', () => {
    const table = new DelimitedTable('a,b,c\n,,\n1\n1,2,3,4\n');
    assert.deepEqual(rowsOf(table), [['', '', ''], ['1'], ['1', '2', '3', '4']]);
    assert.equal(table.width, 4);
  });

  it('is empty without text', () => {
    assert.deepEqual([new DelimitedTable('').length, new DelimitedTable('').header], [0, []]);
    assert.equal(new DelimitedTable('a,b').length, 0);
  });

  it('finds its delimiter, not misled by what stands in quotes or once in a cell', () => {
    for (const [text, delimiter] of [
      ['a,b\n1,2', ','],
      ['a;b\n1,5;2,5\n1,0;3', ';'],
      ['a\tb, c\n1\t2', '\t'],
      ['a|b\n1|2', '|'],
      ['a;b\n"x,y,z";1\n"u,v,w";2', ';'],
      ['alone\n1\n2', ','],
    ] as const) {
      assert.equal(findDelimiter(text), delimiter, text);
    }
  });

  it('tells which rows a range of the text touches', () => {
    const text = 'a,b\n1,2\n"x\ny",4\n5,6\n';
    const table = new DelimitedTable(text);
    const rows = (words: string) => table.rowsBetween(text.indexOf(words), text.indexOf(words) + words.length);
    assert.deepEqual(rows('1,2'), { first: 0, last: 1 });
    assert.deepEqual(rows('y",4\n5'), { first: 1, last: 3 });
    assert.deepEqual(rows('a,b'), { first: -1, last: 0 });
    assert.deepEqual(rows('5,6\n'), { first: 2, last: 3 });
  });

  it('reads back every table that is written as the specification says', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '1', '"', ',', '\n', ' ', 'é', ';') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(table, (rows) => {
        const text = rows.map((row) => row.map(quoted).join(',')).join('\n');
        const read = new DelimitedTable(text, ',');
        assert.deepEqual([read.header, ...rowsOf(read)], rows);
      }),
    );
  });

  it(
    'of a hundred thousand rows costs no more than a look at its text, also in one column',
    { timeout: 60_000 },
    () => {
      const text = `n,name\n${Array.from({ length: 100_000 }, (_, n) => `${n},"name ${n}"`).join('\n')}`;
      const table = new DelimitedTable(text);
      assert.equal(table.length, 100_000);
      assert.deepEqual(table.row(99_999), ['99999', 'name 99999']);
      const column = new DelimitedTable(`n\n${Array.from({ length: 100_000 }, (_, n) => n).join('\n')}`);
      assert.deepEqual([column.length, column.row(70_000)], [100_000, ['70000']]);
    },
  );

  it('says that it is cut where it has more rows than can be shown', { timeout: 60_000 }, () => {
    const table = new DelimitedTable(`n\n${'1\n'.repeat(600_000)}`);
    assert.equal(table.isCut, true);
    assert.equal(table.length, 500_000);
    assert.equal(new DelimitedTable('n\n1\n2\n').isCut, false);
  });
});
