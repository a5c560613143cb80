import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cellNumber } from '../../../../components/file-preview/table/cell-number.ts';
import { DelimitedTable } from '../../../../components/file-preview/table/delimited-table.ts';
import { sortRows } from '../../../../components/file-preview/table/sort-rows.ts';
import { tableColumns } from '../../../../components/file-preview/table/table-column.ts';

describe('Rows', () => {
  const sorted = (text: string, column: number, isDescending: boolean): string[] => {
    const table = new DelimitedTable(text);
    const isNumeric = tableColumns(table)[column]?.isNumeric ?? false;
    return [...sortRows(table, { column, isDescending }, isNumeric, 'en')].map((index) => table.row(index).join());
  };

  it('of numbers are sorted by value, empty cells last either way, equal ones as they stand in the file', () => {
    const text = 'n,k\n10,a\n9,b\n,c\n"1,000",d\n9,e\n-1,f\n';
    assert.deepEqual(sorted(text, 0, false), ['-1,f', '9,b', '9,e', '10,a', '1,000,d', ',c']);
    assert.deepEqual(sorted(text, 0, true), ['1,000,d', '10,a', '9,b', '9,e', '-1,f', ',c']);
  });

  it('of words are sorted as the language does, numbers in them by value', () => {
    const text = 'w\nb10\nÄpfel\nb9\napple\n\nB1\n';
    assert.deepEqual(
      sorted(text, 0, false),
      ['Äpfel', 'apple', 'B1', 'b9', 'b10'].toSorted(new Intl.Collator('en', { numeric: true }).compare),
    );
    assert.equal(sorted(text, 0, true)[0], 'b10');
  });
});

describe('The number of a cell', () => {
  it('is read as people write it', () => {
    for (const [cell, number] of [
      ['12', 12],
      ['-1.5', -1.5],
      ['−3', -3],
      ['1e3', 1000],
      ['1,234.5', 1234.5],
      ['1.234,5', 1234.5],
      ['1.234.567', 1_234_567],
      ['0,5', 0.5],
      ['12 %', 12],
      ['€ 1 000', 1000],
      ["1'000", 1000],
      ['$5', 5],
      ['.5', 0.5],
    ] as const) {
      assert.equal(cellNumber(cell), number, cell);
    }
  });

  it('is none in words, dates and versions', () => {
    for (const cell of ['', 'abc', '2024-01-02', '1.2.3', '12a', '0x10', 'Infinity', '1,2,3']) {
      assert.ok(Number.isNaN(cellNumber(cell)), cell);
    }
  });
});
