import type { Grouping, Measure, Operation } from './plan.ts';
import type { NumberStyle } from './table.ts';

/** "mean price", "number of rows". */
export function measureText({ operation, column }: Measure): string {
  const name = column?.name ?? '';
  switch (operation) {
    case 'count':
      return column ? `number of ${name}` : 'number of rows';
    case 'distinct':
      return `different ${name}`;
    case 'value':
      return name;
    case 'rate':
      return `share of ${name}`;
    case 'sum':
      return /\btotal|sum\b/i.test(name) ? `sum of ${name}` : `total ${name}`;
    case 'min':
      return `lowest ${name}`;
    case 'max':
      return `highest ${name}`;
    case 'std':
      return `standard deviation of ${name}`;
    case 'variance':
    case 'range':
      return `${operation} of ${name}`;
    default:
      return `${operation} ${name}`;
  }
}

/** With the unit of its column: "mean price (€)". */
export function measureHeader(measure: Measure): string {
  const unit = unitOf(measure);
  return `${measureText(measure)}${unit && ` (${unit})`}`;
}

/** The unit the result has; empty where there is none, or where the column has several. */
export function unitOf({ operation, column }: Measure): string {
  const units = column?.number?.units ?? [];
  return ['count', 'distinct', 'variance'].includes(operation) || units.length !== 1 ? '' : (units[0] ?? '');
}

export function groupText({ column, period }: Grouping): string {
  return period ? (column.name.toLowerCase() === period ? period : `${period}`) : column.name;
}

/** How many decimals a result deserves. */
export function decimalsOf(operation: Operation, style: NumberStyle | undefined): number {
  if (operation === 'rate') return 1;
  if (operation === 'count' || operation === 'distinct' || !style) return 0;
  const own = Math.min(style.decimals, 6);
  if (['value', 'sum', 'min', 'max', 'range'].includes(operation)) return own;
  // One more than the numbers have, so that the mean of two of them is exact; large ones need none beyond cents.
  if (style.largest >= 100) return 2;
  return Math.max(style.largest >= 1 ? 2 : 4, Math.min(own + 1, 4));
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
