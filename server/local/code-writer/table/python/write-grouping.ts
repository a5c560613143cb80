import { pythonString } from '../../python-literal.ts';
import type { AggregatePlan, Grouping } from '../plan.ts';
import { distinctCells } from '../table.ts';
import type { Program } from './program.ts';
import type { CellReaders } from './write-cells.ts';

/** The expression for the group a `row` belongs to. */
export function groupLabel(program: Program, cells: CellReaders, { column, period }: Grouping): string {
  const cell = `row[${pythonString(column.name)}]`;
  if (period) {
    const read = cells.day(column);
    const formats = {
      day: '{when:%Y-%m-%d}',
      weekday: '{when:%A}',
      month: '{when:%Y-%m}',
      year: '{when.year}',
      quarter: '{when.year} Q{(when.month + 2) // 3}',
    };
    program.define(
      'period',
      `def period(text):
    """The ${period} a date belongs to."""
    when = ${read}(text)
    return f"${formats[period]}" if when else "(no date)"`,
    );
    return `period(${cell})`;
  }
  if (!hasSpellings(column)) return `${cell}.strip() or "(empty)"`;
  program.define(
    'label',
    `spellings = {}


def label_of(text):
    """The same label for spellings that differ in capitals alone: the one that comes first."""
    text = text.strip() or "(empty)"
    return spellings.setdefault(text.casefold(), text)`,
  );
  return `label_of(${cell})`;
}

/** Puts `table` in order, and cuts it where only so many lines are wanted. `gaps`: lines may lack what orders them. */
export function sortLines({ order, limit, grouping }: AggregatePlan, gaps: boolean): string {
  const cut = limit ? `\ntable = table[:${limit}]` : '';
  if (order === 'natural' && grouping) return `${naturalOrder(grouping)}${cut}`;
  const most = order === 'most';
  const key = gaps ? `(line[1] is ${most ? 'not None' : 'None'}, line[1] or 0)` : 'line[1]';
  return `table.sort(key=lambda line: ${key}${most ? ', reverse=True' : ''})${cut}`;
}

function naturalOrder({ column, period }: Grouping): string {
  const lists: [RegExp, string][] = [
    [/^(?:mon|tue|wed|thu|fri|sat|sun)/i, '"mon tue wed thu fri sat sun"'],
    [/^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i, '"jan feb mar apr may jun jul aug sep oct nov dec"'],
  ];
  const labels = [...distinctCells(column).keys()];
  const list =
    period === 'weekday'
      ? lists[0]?.[1]
      : period
        ? undefined
        : lists.find(([start]) => labels.every((label) => start.test(label)))?.[1];
  if (list)
    return `order = ${list}.split()\ntable.sort(key=lambda line: order.index(line[0][:3].lower()) if line[0][:3].lower() in order else len(order))`;
  if (column.kind === 'number' && column.number?.whole)
    return 'table.sort(key=lambda line: (not line[0].isdigit(), int(line[0]) if line[0].isdigit() else 0, line[0]))';
  return 'table.sort(key=lambda line: line[0])';
}

function hasSpellings(column: Grouping['column']): boolean {
  const cells = [...distinctCells(column).keys()];
  return new Set(cells.map((cell) => cell.toLowerCase())).size < cells.length;
}
