import { isMissing, type NumberStyle } from './table.ts';

const currencies =
  'EUR|USD|GBP|CHF|JPY|CNY|SEK|NOK|DKK|PLN|CZK|HUF|AUD|CAD|NZD|INR|BRL|ZAR|US\\$|CA\\$|A\\$|R\\$|Rs\\.?|kr\\.?|\\p{Sc}';
const cellForm = new RegExp(
  String.raw`^(?<open>\()?\s*(?<sign>[-+−])?\s*(?<prefix>${currencies})?\s*(?<inner>[-+−])?(?<digits>\d[\d.,'’\s]*|[.,]\d+)(?<exponent>e[-+]?\d+)?\s*(?<suffix>[\p{L}%‰°\p{Sc}][^\d\s]*(?: [^\d\s]+)?)?\s*(?<close>\))?$`,
  'iu',
);
const enough = 0.8;
const mostUnits = 3;
const longestNumber = 15;

/** What one cell shows of the way numbers are written. */
interface CellShape {
  decimal: '.' | ',' | undefined;
  /** One sign with three digits after it: `1,234` may be either. */
  doubtful: '.' | ',' | undefined;
  groups: string[];
  unit: string;
  parentheses: boolean;
  digits: string;
}

export interface Sniffed {
  style: NumberStyle;
  /** The sign that could be read either way in every cell that has one. */
  doubtful?: '.' | ',';
}

/** How the cells write numbers; undefined where most of them are something else. `decimal` is how the rest of the file does it. */
export function sniffNumbers(cells: readonly string[], decimal: '.' | ',' | undefined): Sniffed | undefined {
  const filled = cells.filter((cell) => !isMissing(cell));
  const shapes = filled.map(shapeOf).filter((shape) => shape !== undefined);
  if (shapes.length === 0 || shapes.length < filled.length * enough) return undefined;
  if (shapes.some(({ digits }) => /^0\d/.test(digits) || digits.replace(/\D/g, '').length > longestNumber))
    return undefined;
  const units = [...new Set(shapes.map(({ unit }) => unit).filter(Boolean))];
  if (units.length > mostUnits) return undefined;
  const seen = new Set(shapes.map((shape) => shape.decimal).filter((sign) => sign !== undefined));
  const doubtful = shapes.find((shape) => shape.doubtful)?.doubtful;
  const chosen = seen.size > 1 ? 'mixed' : ([...seen][0] ?? decidedBy(doubtful, decimal));
  const groups = new Set(shapes.flatMap((shape) => shape.groups));
  if (doubtful && chosen !== 'mixed' && doubtful !== chosen) groups.add(doubtful);
  const values = shapes.map((shape) => valueOf(shape, chosen));
  const style: NumberStyle = {
    decimal: chosen,
    groups: [...groups],
    units,
    parentheses: shapes.some(({ parentheses }) => parentheses),
    decimals: Math.max(...shapes.map((shape) => decimalsOf(shape, chosen))),
    largest: values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0),
    whole: values.every(Number.isInteger),
  };
  return seen.size === 0 && doubtful ? { style, doubtful } : { style };
}

function decidedBy(doubtful: '.' | ',' | undefined, decimal: '.' | ',' | undefined): '.' | ',' {
  return doubtful === ',' ? (decimal === ',' ? ',' : '.') : (decimal ?? '.');
}

function shapeOf(cell: string): CellShape | undefined {
  const match = cellForm.exec(cell)?.groups;
  if (!match || (match['open'] === undefined) !== (match['close'] === undefined)) return undefined;
  const digits = (match['digits'] ?? '').trim();
  const signs = digits.replace(/\d/g, '');
  const points = signs.replace(/[^.,]/g, '');
  const last = points.at(-1) as '.' | ',' | undefined;
  const other = last === '.' ? ',' : '.';
  const groups = [...new Set(signs.replace(/[.,]/g, ''))];
  const shape = {
    groups,
    unit: (match['prefix'] ?? match['suffix'] ?? '').trim(),
    parentheses: match['open'] !== undefined,
    digits,
    decimal: undefined,
    doubtful: undefined,
  };
  if (last === undefined) return shape;
  if (points.includes(other))
    return points.indexOf(last) === points.length - 1
      ? { ...shape, decimal: last, groups: [...groups, other] }
      : undefined;
  if (points.length > 1) return { ...shape, decimal: other, groups: [...groups, last] };
  return /^[1-9]\d{0,2}[.,]\d{3}$/.test(digits) ? { ...shape, doubtful: last } : { ...shape, decimal: last };
}

function valueOf({ digits }: CellShape, decimal: NumberStyle['decimal']): number {
  const point = decimal === 'mixed' ? (digits.lastIndexOf(',') > digits.lastIndexOf('.') ? ',' : '.') : decimal;
  return Number([...digits].map((sign) => (sign === point ? '.' : /\d/.test(sign) ? sign : '')).join(''));
}

function decimalsOf({ digits }: CellShape, decimal: NumberStyle['decimal']): number {
  const at =
    decimal === 'mixed' ? Math.max(digits.lastIndexOf(','), digits.lastIndexOf('.')) : digits.lastIndexOf(decimal);
  return at === -1 ? 0 : digits.length - at - 1;
}
