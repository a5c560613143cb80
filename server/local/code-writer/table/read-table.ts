import type { InputFile } from '../written-code.ts';
import { sniffDates } from './date-style.ts';
import { decodeText } from './decode-text.ts';
import { columnNames, isHeader } from './header.ts';
import { cellOf, findJsonRows } from './json-rows.ts';
import { sniffNumbers, type Sniffed } from './number-style.ts';
import { parseDelimited } from './parse-delimited.ts';
import { mostCommon, sniffDelimiter } from './sniff-delimiter.ts';
import type { Column, Table } from './table.ts';

/** The file as a table; undefined where it is none. */
export function readTable({ name, bytes }: InputFile): Table | undefined {
  const { text, encoding } = decodeText(bytes);
  if (/\.(?:json|jsonl|ndjson)$/i.test(name)) return readJson(name, text, encoding);
  return /\.(?:csv|tsv|tab)$/i.test(name) ? readDelimited(name, text, encoding) : undefined;
}

function readJson(fileName: string, text: string, encoding: string): Table | undefined {
  const found = findJsonRows(text);
  if (!found) return undefined;
  const names = [...new Set(found.rows.flatMap((row) => Object.keys(row)))];
  const cells = names.map((name) => found.rows.map((row) => cellOf(row[name]).trim()));
  const { columns, remarks } = describeColumns(names, cells, false);
  const source = { kind: 'json' as const, encoding, path: found.path, lines: found.lines };
  return names.length > 0 ? { fileName, source, columns, rowCount: found.rows.length, remarks } : undefined;
}

function readDelimited(fileName: string, decoded: string, encoding: string): Table | undefined {
  const text = decoded.replace(/^\uFEFF/, '');
  const { delimiter, skipInitialSpace, isDeclared } = sniffDelimiter(text);
  const records = parseDelimited(text, delimiter, skipInitialSpace).slice(isDeclared ? 1 : 0);
  const width = mostCommon(records.map(({ fields }) => fields.length));
  // Titles and remarks above the table have fewer fields than it.
  const first = records.findIndex(({ fields }) => fields.length >= width);
  const table = records.slice(first);
  const [head, ...below] = table;
  if (!head) return undefined;
  const hasHeader = isHeader(
    head.fields,
    below.map(({ fields }) => fields),
  );
  const names = columnNames(hasHeader ? head.fields : [], Math.max(width, hasHeader ? head.fields.length : 0));
  const rows = hasHeader ? below : table;
  const endsWithTotal = rows.length > 2 && isTotal(rows.at(-1)?.fields ?? []);
  const counted = endsWithTotal ? rows.slice(0, -1) : rows;
  const cells = names.map((_, index) => counted.map(({ fields }) => (fields[index] ?? '').trim()));
  const { columns, remarks } = describeColumns(names, cells, delimiter === ';');
  if (endsWithTotal) remarks.push('The last row sums up the others and is left out.');
  const source = {
    kind: 'delimited' as const,
    encoding,
    delimiter,
    skipInitialSpace,
    linesBefore: head.line,
    hasHeader,
    namesAsWritten: hasHeader && names.every((name, index) => name === head.fields[index]),
    endsWithTotal,
  };
  return { fileName, source, columns, rowCount: counted.length, remarks };
}

/** Kinds and styles of the columns; a column that could be read in two ways follows the others. */
function describeColumns(names: readonly string[], cells: readonly string[][], european: boolean) {
  const decimals = new Set(
    cells.map((column) => decimalOf(sniffNumbers(column, undefined))).filter((sign) => sign !== undefined),
  );
  const decimal = decimals.size === 1 ? [...decimals][0] : undefined;
  const remarks: string[] = [];
  const columns = names.map((name, index): Column => {
    const column = { name, cells: cells[index] ?? [] };
    const dates = sniffDates(column.cells, european || decimal === ',');
    if (dates) {
      if (dates.doubtful)
        remarks.push(
          `Dates in ${name} are read as ${dates.style.format.startsWith('%d') ? 'day, month' : 'month, day'}, year.`,
        );
      return { ...column, kind: 'date', date: dates.style };
    }
    const numbers = sniffNumbers(column.cells, decimal);
    if (!numbers) return { ...column, kind: 'text' };
    if (numbers.doubtful && numbers.style.decimal !== 'mixed')
      remarks.push(doubtRemark(name, numbers.doubtful, numbers.style.decimal));
    if (numbers.style.units.length > 1)
      remarks.push(
        `${name} has several units (${numbers.style.units.join(', ')}); its numbers are taken as they stand.`,
      );
    return { ...column, kind: 'number', number: numbers.style };
  });
  return { columns, remarks };
}

function decimalOf(sniffed: Sniffed | undefined): '.' | ',' | undefined {
  if (!sniffed || sniffed.doubtful || sniffed.style.decimal === 'mixed' || sniffed.style.decimals === 0)
    return undefined;
  return sniffed.style.decimal;
}

function doubtRemark(name: string, doubtful: string, decimal: string): string {
  const example = `1${doubtful}234`;
  return `A number such as ${example} in ${name} is read as ${doubtful === decimal ? '1.234, with three decimals' : '1234, in thousands'}.`;
}

function isTotal(fields: readonly string[]): boolean {
  const label = fields.find((field) => field.trim() !== '') ?? '';
  return /^(?:grand |sub)?(?:total|totals|sum|gesamt|summe)\s*:?$/i.test(label.trim());
}
