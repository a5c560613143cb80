import { cellNumber } from './cell-number.ts';
import type { DelimitedTable } from './delimited-table.ts';

/** What a table is looked at for before it is drawn; its other rows are not read. */
const sampleRows = 200;

/** Narrowest and widest column, in characters. */
const narrowest = 4;
const widest = 40;

/** More columns are not drawn: each costs in every row. */
export const mostColumns = 200;

export interface TableColumn {
  readonly name: string;
  /** All its cells that are not empty hold numbers, as far as was looked. */
  readonly isNumeric: boolean;
  /** In characters; columns do not change their width while somebody scrolls. */
  readonly width: number;
}

/** The columns of a table by its first rows. */
export function tableColumns(table: DelimitedTable): TableColumn[] {
  const rows = Array.from({ length: Math.min(sampleRows, table.length) }, (_, index) => table.row(index));
  return Array.from({ length: Math.min(mostColumns, table.width) }, (_, column) => {
    const name = table.header[column] ?? '';
    const cells = rows.map((row) => row[column]?.trim() ?? '').filter((cell) => cell !== '');
    const longest = Math.max(name.length + 3, ...cells.map(({ length }) => length));
    return {
      name,
      isNumeric: cells.length > 0 && cells.every((cell) => !Number.isNaN(cellNumber(cell))),
      width: Math.min(widest, Math.max(narrowest, longest)),
    };
  });
}
