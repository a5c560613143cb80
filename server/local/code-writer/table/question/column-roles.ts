import { distinctCells, isMissing, type Column, type Table } from '../table.ts';
import { splitName, stemOf } from './words.ts';

const identifiers = new Set(
  ['id', 'ids', 'nr', 'no', 'number', 'code', 'zip', 'postcode', 'plz', 'phone', 'index', 'key', 'uuid', 'sku'].map(
    stemOf,
  ),
);
const additive = new Set(
  `sales sale revenue amount quantity qty units unit total cost costs spend spending spent expense expenses profit income turnover count
  population hours volume visits orders sold budget value pieces weight donations views clicks downloads minutes points calls goals
  earnings proceeds paid payment payments betrag umsatz menge anzahl kosten summe`
    .split(/\s+/)
    .map(stemOf),
);
const notAdditive = new Set(
  'unit price rate average avg mean per percent percentage ratio share age score rating temperature margin index'
    .split(' ')
    .map(stemOf),
);

/** Numbers one can calculate with, rather than numbers that only name something. */
export function isMeasure(column: Column): boolean {
  return column.kind === 'number' && !isIdentifier(column) && !isYear(column);
}

export function isIdentifier(column: Column): boolean {
  const parts = splitName(column.name).map(stemOf);
  const last = parts.at(-1) ?? '';
  return identifiers.has(last) && column.number?.whole !== false && column.number?.units.length !== 1;
}

export function isYear(column: Column): boolean {
  if (column.kind !== 'number' || !column.number?.whole) return false;
  return column.cells.every((cell) => isMissing(cell) || /^(?:19|20|21)\d\d$/.test(cell));
}

/** Whether the sum of the numbers means something: amounts are added, prices and ages are not. */
export function isAdditive(column: Column): boolean {
  const parts = splitName(column.name).map(stemOf);
  if (column.number?.units.includes('%')) return false;
  const adds = parts.some((part) => additive.has(part));
  return adds && !parts.some((part) => notAdditive.has(part) && !(part === 'unit' && parts.length === 1));
}

/** Whether rows can be told apart by the column. */
export function isUnique(column: Column, table: Table): boolean {
  return distinctCells(column).size === table.rowCount;
}

/** Whether the column is good for groups: texts and dates, or few different whole numbers. */
export function isGroupable(column: Column, table: Table): boolean {
  if (column.kind !== 'number' || isYear(column) || isIdentifier(column)) return true;
  const different = distinctCells(column).size;
  return column.number?.whole === true && different <= 12 && different <= table.rowCount / 2;
}

/** A column of zeros and ones: each says whether something is so. */
export function isFlag({ kind, cells }: Column): boolean {
  return kind === 'number' && cells.every((cell) => isMissing(cell) || cell === '0' || cell === '1');
}

export function measuresOf(table: Table): Column[] {
  return table.columns.filter(isMeasure);
}

export function dateColumnOf(table: Table): Column | undefined {
  return table.columns.find(({ kind }) => kind === 'date');
}

/** The column that says what a row is about: a text that differs from row to row, else a number that only names it. */
export function labelColumnOf(table: Table): Column | undefined {
  const texts = table.columns.filter(({ kind }) => kind === 'text');
  return (
    texts.find((column) => isUnique(column, table)) ??
    table.columns.find((column) => isIdentifier(column) && isUnique(column, table)) ??
    texts.find((column) => distinctCells(column).size > table.rowCount * 0.8)
  );
}
