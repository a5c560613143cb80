import { sniffDates } from './date-style.ts';
import { sniffNumbers } from './number-style.ts';

/** Whether the first record names the columns, judged by the ones after it. */
export function isHeader(first: readonly string[], rows: readonly (readonly string[])[]): boolean {
  if (rows.length === 0) return true;
  if (areYears(first)) return true;
  const looksLikeData = first.some((cell, index) => {
    if (cell.trim() === '') return false;
    const below = rows.slice(0, 50).map((row) => (row[index] ?? '').trim());
    return (isNumber([cell]) && isNumber(below)) || (isDate([cell]) && isDate(below));
  });
  return !looksLikeData;
}

/** A name for each column: the one of the header, on one line; made up where there is none, numbered where it occurs again. */
export function columnNames(header: readonly string[], width: number): string[] {
  const names: string[] = [];
  for (let index = 0; index < width; index++) {
    const written = (header[index] ?? '').replace(/\s+/g, ' ').trim() || `column ${index + 1}`;
    let name = written;
    for (let count = 2; names.includes(name); count++) name = `${written} (${count})`;
    names.push(name);
  }
  return names;
}

/** "region, 2021, 2022, 2023": numbers, but names. */
function areYears(cells: readonly string[]): boolean {
  const years = cells.map((cell) => cell.trim()).filter((cell) => /^(?:19|20)\d\d$/.test(cell));
  const rising = years.every((year, index) => index === 0 || Number(year) === Number(years[index - 1]) + 1);
  return years.length >= 2 && years.length >= cells.length - 2 && years.length < cells.length && rising;
}

function isNumber(cells: readonly string[]): boolean {
  return sniffNumbers(cells, undefined) !== undefined;
}

function isDate(cells: readonly string[]): boolean {
  return sniffDates(cells, false) !== undefined;
}
