/** A file of rows, as far as the question needs to know it. The numbers themselves are read by the Python that is written. */
export interface Table {
  fileName: string;
  source: DelimitedSource | JsonSource;
  columns: Column[];
  rowCount: number;
  /** What a reader of the answer should know about how the file was read. */
  remarks: string[];
}

export interface DelimitedSource {
  kind: 'delimited';
  /** The name Python has for it. */
  encoding: string;
  delimiter: string;
  /** Blanks after a delimiter belong to no field. */
  skipInitialSpace: boolean;
  /** Lines before the header, or before the first row where there is none. */
  linesBefore: number;
  /** False where the first record is a row; the columns then have made-up names. */
  hasHeader: boolean;
  /** The header gives the names just as the columns have them. */
  namesAsWritten: boolean;
  /** The last row sums up the others and is left out. */
  endsWithTotal: boolean;
}

export interface JsonSource {
  kind: 'json';
  encoding: string;
  /** Keys that lead to the list of rows; none where the file is the list. */
  path: string[];
  /** One object on each line. */
  lines: boolean;
}

export interface Column {
  /** Unique in its table, without line breaks. */
  name: string;
  kind: 'number' | 'date' | 'text';
  number?: NumberStyle;
  date?: DateStyle;
  /** The trimmed cells, one for each row. */
  cells: string[];
}

/** How a column writes its numbers. */
export interface NumberStyle {
  decimal: '.' | ',' | 'mixed';
  /** Signs between groups of digits. */
  groups: string[];
  /** What stands before or after the digits, e.g. `€` or `kg`. */
  units: string[];
  /** Negative numbers stand in parentheses. */
  parentheses: boolean;
  /** Most decimals of a cell. */
  decimals: number;
  /** The largest number, without its sign. */
  largest: number;
  /** Every number is whole. */
  whole: boolean;
}

export interface DateStyle {
  /** What `strptime` is given; `iso` where the first ten characters are the date. */
  format: string;
  precision: 'day' | 'month';
}

/** Cells that say that there is nothing. */
export function isMissing(cell: string): boolean {
  return /^(?:|-+|–|—|\.+|\?|n\/?a|#n\/a|nan|null|none|nil|unknown)$/i.test(cell);
}

/** The different cells of a column and how often each occurs. */
export function distinctCells(column: Column): Map<string, number> {
  const counts = new Map<string, number>();
  for (const cell of column.cells) if (!isMissing(cell)) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  return counts;
}
