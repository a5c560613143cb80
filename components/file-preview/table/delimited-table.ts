import { findDelimiter } from './find-delimiter.ts';

/** No browser lays out a box much higher than the rows of this many would be. */
const mostRows = 500_000;

/**
 * A table as text, read row by row when a row is needed: only where each begins is kept, so that a hundred thousand rows cost
 * little more than their text.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export class DelimitedTable {
  readonly header: readonly string[];
  /** Most cells of a row among the first hundred. */
  readonly width: number;
  /** There are more rows than can be shown. */
  readonly isCut: boolean;
  readonly #text: string;
  readonly #delimiter: string;
  /** Where each row begins, the header's first, and the end of the last. */
  readonly #starts: readonly number[];

  constructor(text: string, delimiter: string = findDelimiter(text)) {
    this.#text = text;
    this.#delimiter = delimiter;
    this.#starts = rowStarts(text, delimiter);
    this.isCut = (this.#starts.at(-1) ?? 0) < text.trimEnd().length;
    this.header = this.#cells(0);
    this.width = Math.max(
      this.header.length,
      ...Array.from({ length: Math.min(100, this.length) }, (_, n) => this.row(n).length),
    );
  }

  /** Rows without the header. */
  get length(): number {
    return Math.max(0, this.#starts.length - 2);
  }

  /** The cells of a row, counted from 0 below the header. Short rows are not filled up. */
  row(index: number): string[] {
    return this.#cells(index + 1);
  }

  /** The first and just past the last row that a range of the text touches; -1 is the header. */
  rowsBetween(start: number, end: number): { first: number; last: number } {
    const first = this.#lineAt(start) - 1;
    return { first, last: Math.max(first + 1, this.#lineAt(Math.max(start, end - 1))) };
  }

  #cells(line: number): string[] {
    const start = this.#starts[line];
    const end = this.#starts[line + 1];
    if (start === undefined || end === undefined) return [];
    // Empty lines that follow belong to no row.
    return readCells(this.#text.slice(start, end).replace(/\n+$/, ''), this.#delimiter);
  }

  /** The line that holds an offset, the header being 0. */
  #lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 2;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Where the rows begin. Empty lines are no rows; what a quote opens ends with the next one, line ends included. */
function rowStarts(text: string, delimiter: string): number[] {
  const starts: number[] = [];
  let at = 0;
  while (at < text.length && starts.length <= mostRows) {
    const end = endOfRow(text, at, delimiter);
    if (end > at) starts.push(at);
    at = end + 1;
  }
  return [...starts, Math.min(at, text.length)];
}

function endOfRow(text: string, start: number, delimiter: string): number {
  for (let at = start; at < text.length;) {
    const cell = text[at] === '"' ? endOfQuotes(text, at) : at;
    const lineEnd = ends(text, '\n', cell);
    // Most rows have no quotes in them, and need no look at their cells.
    const quote = text.slice(cell, lineEnd).indexOf(`${delimiter}"`);
    if (quote < 0) return lineEnd;
    at = cell + quote + 1;
  }
  return text.length;
}

/** Just past the quote that closes the one at `start`; two in a row stand for one. */
function endOfQuotes(text: string, start: number): number {
  for (let at = start + 1; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0) return text.length;
    if (text[at + 1] !== '"') return at + 1;
  }
}

function readCells(row: string, delimiter: string): string[] {
  const cells: string[] = [];
  for (let at = 0; at <= row.length;) {
    const isQuoted = row[at] === '"';
    const past = isQuoted ? endOfQuotes(row, at) : at;
    const end = ends(row, delimiter, past);
    const rest = row.slice(past, end);
    cells.push(
      isQuoted
        ? row
            .slice(at + 1, past)
            .replace(/"$/, '')
            .replaceAll('""', '"') + rest
        : rest,
    );
    at = end + 1;
  }
  return cells;
}

function ends(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at;
}
