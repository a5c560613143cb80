import type { Column, Table } from '../table.ts';
import { mentionColumns } from './mention-columns.ts';
import { mentionValues } from './mention-values.ts';
import { wordsOf, type Word } from './words.ts';

/**
 * A question in which what it names has been found: in its text, columns stand as `[c0]`, cells as `[v0]`, numbers as `[n0]` and dates
 * as `[d0]`, so that patterns can speak of them.
 */
export interface Sentence {
  text: string;
  columns: { columns: Column[]; weak: boolean }[];
  values: { column: Column; value: string }[];
  numbers: string[];
  dates: string[];
  /** Every word in lower case, also those that became part of a name. */
  plain: string;
}

export function readSentence(question: string, table: Table): Sentence {
  const words = wordsOf(question);
  const columns = mentionColumns(words, table.columns);
  const columnAt = (at: number) => columns.findIndex(({ from, to }) => from <= at && at < to);
  const values = mentionValues(words, table.columns, (at) => columnAt(at) !== -1);
  const valueAt = (at: number) => values.findIndex(({ from, to }) => from <= at && at < to);
  const numbers: string[] = [];
  const dates: string[] = [];
  const parts: string[] = [];
  for (const [at, word] of words.entries()) {
    const column = columnAt(at);
    const value = valueAt(at);
    if (column !== -1) {
      if (columns[column]?.from === at) parts.push(`[c${column}]`);
    } else if (value !== -1) {
      if (values[value]?.from === at) parts.push(`[v${value}]`);
    } else parts.push(placeholderOf(word, numbers, dates));
  }
  return { text: parts.join(' '), columns, values, numbers, dates, plain: words.map(({ text }) => text).join(' ') };
}

function placeholderOf({ text }: Word, numbers: string[], dates: string[]): string {
  if (/^\d{4}-\d/.test(text)) return `[d${dates.push(text) - 1}]`;
  if (/^\d/.test(text)) return `[n${numbers.push(plainNumber(text)) - 1}]`;
  const small = smallNumbers.indexOf(text);
  return small === -1 ? text : `[n${numbers.push(String(small + 2)) - 1}]`;
}

const smallNumbers = 'two three four five six seven eight nine ten eleven twelve'.split(' ');

/** `1,200.50` without its commas; a single comma with other than three digits after it is a decimal one. */
function plainNumber(text: string): string {
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text)) return text.replaceAll(',', '');
  return /^\d+,\d+$/.test(text) ? text.replace(',', '.') : text.replaceAll(',', '');
}
