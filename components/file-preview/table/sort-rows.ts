import { cellNumber } from './cell-number.ts';
import type { DelimitedTable } from './delimited-table.ts';

export interface SortOrder {
  readonly column: number;
  readonly isDescending: boolean;
}

/**
 * The rows in the order of one column: numbers by their value, words as the language sorts them, empty cells last either way,
 * and what is equal as it stands in the file.
 */
export function sortRows(
  table: DelimitedTable,
  { column, isDescending }: SortOrder,
  isNumeric: boolean,
  locale?: string,
): Uint32Array {
  const cells = Array.from({ length: table.length }, (_, index) => table.row(index)[column]?.trim() ?? '');
  const ranks = isNumeric ? cells.map(cellNumber) : ranksOf(cells, locale);
  const direction = isDescending ? -1 : 1;
  return Uint32Array.from(cells.keys()).sort((one, other) => {
    const [first = Number.NaN, second = Number.NaN] = [ranks[one], ranks[other]];
    if (Number.isNaN(first) || Number.isNaN(second)) return Number(Number.isNaN(first)) - Number(Number.isNaN(second));
    return (first - second) * direction || one - other;
  });
}

/** Words as numbers that compare alike. A column often repeats itself, and comparing words in a language is slow. */
function ranksOf(cells: readonly string[], locale?: string): number[] {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const ranks = new Map<string, number>([['', Number.NaN]]);
  const words = [...new Set(cells)].filter((cell) => cell !== '').sort(compare);
  let rank = 0;
  for (const [index, word] of words.entries()) {
    if (index > 0 && compare(words[index - 1] ?? '', word) !== 0) rank++;
    ranks.set(word, rank);
  }
  return cells.map((cell) => ranks.get(cell) ?? Number.NaN);
}
