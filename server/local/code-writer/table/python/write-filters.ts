import { pythonComment, pythonString } from '../../python-literal.ts';
import type { Filter } from '../plan.ts';
import type { Program } from './program.ts';
import type { CellReaders } from './write-cells.ts';

/** Keeps the rows that all filters let through. */
export function writeFilters(program: Program, filters: readonly Filter[], cells: CellReaders): void {
  if (filters.length === 0) return;
  const lines = filters.map((filter) => `rows = [row for row in rows if ${condition(filter, cells)}]`);
  program.add(`# Only rows where ${pythonComment(filters.map(filterText).join(' and '))}\n${lines.join('\n')}`);
}

/** A filter in words: "region is North". */
export function filterText(filter: Filter): string {
  const { name } = filter.column;
  switch (filter.kind) {
    case 'is':
      return `${name} is ${filter.values.join(' or ')}`;
    case 'is-not':
      return `${name} is not ${filter.values.join(' or ')}`;
    case 'compare':
      return `${name} ${comparisonTexts[filter.comparison]} ${filter.number}`;
    case 'between':
      return `${name} is between ${filter.low} and ${filter.high}`;
    case 'compare-date':
      return `${name} ${dateTexts[filter.comparison]} ${filter.date}`;
    case 'in-period': {
      const month =
        filter.month &&
        new Date(Date.UTC(2000, filter.month - 1)).toLocaleString('en', { month: 'long', timeZone: 'UTC' });
      return `${name} is in ${[month, filter.year].filter(Boolean).join(' ')}`;
    }
  }
}

const comparisonTexts = {
  '<': 'is below',
  '<=': 'is at most',
  '>': 'is above',
  '>=': 'is at least',
  '==': 'is',
  '!=': 'is not',
};
const dateTexts = {
  '<': 'is before',
  '<=': 'is not after',
  '>': 'is after',
  '>=': 'is not before',
  '==': 'is',
  '!=': 'is not',
};

function condition(filter: Filter, cells: CellReaders): string {
  const cell = `row[${pythonString(filter.column.name)}]`;
  switch (filter.kind) {
    case 'is':
    case 'is-not':
      return membership(`${cell}.strip().casefold()`, filter.values, filter.kind === 'is-not');
    case 'compare':
      return `(value := ${cells.number(filter.column)}(${cell})) is not None and value ${filter.comparison} ${decimal(filter.number)}`;
    case 'between':
      return filter.column.kind === 'date'
        ? `(when := ${cells.day(filter.column)}(${cell})) and ${pythonString(filter.low)} <= when.isoformat() <= ${pythonString(filter.high)}`
        : `(value := ${cells.number(filter.column)}(${cell})) is not None and ${decimal(filter.low)} <= value <= ${decimal(filter.high)}`;
    case 'compare-date':
      return `(when := ${cells.day(filter.column)}(${cell})) and when.isoformat() ${filter.comparison} ${pythonString(filter.date)}`;
    case 'in-period': {
      const parts = [
        filter.year && `when.year == ${filter.year}`,
        filter.month && `when.month == ${filter.month}`,
      ].filter(Boolean);
      return `(when := ${cells.day(filter.column)}(${cell})) and ${parts.join(' and ')}`;
    }
  }
}

function membership(cell: string, values: readonly string[], negative: boolean): string {
  const folded = values.map((value) => `${pythonString(value)}.casefold()`);
  if (folded.length === 1) return `${cell} ${negative ? '!=' : '=='} ${folded.join('')}`;
  return `${cell} ${negative ? 'not in' : 'in'} (${folded.join(', ')})`;
}

/** Whole numbers as they are; others as Decimal, which compares exactly. */
function decimal(number: string): string {
  return /^-?\d+$/.test(number) ? number.replace(/^(-?)0+(?=\d)/, '$1') : `Decimal(${pythonString(number)})`;
}
