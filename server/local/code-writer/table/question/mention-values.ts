import { distinctCells, type Column } from '../table.ts';
import { functionWords, operationWords } from './vocabulary.ts';
import { splitName, stemOf, type Word } from './words.ts';

/** Words of a question that are the content of a cell. */
export interface ValueMention {
  from: number;
  to: number;
  column: Column;
  /** As it stands in the cell. */
  value: string;
}

const mostDistinct = 2_000;
const longestValue = 8;

/** The cells of text columns that the free words of a question repeat; the longest first come. */
export function mentionValues(
  words: readonly Word[],
  columns: readonly Column[],
  taken: (at: number) => boolean,
): ValueMention[] {
  const found: ValueMention[] = [];
  for (const column of columns) {
    if (column.kind !== 'text') continue;
    const values = [...distinctCells(column).keys()];
    if (values.length <= mostDistinct)
      for (const value of values) found.push(...occurrences(value, column, words, taken));
  }
  found.sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from);
  const chosen: ValueMention[] = [];
  for (const mention of found) {
    if (!chosen.some(({ from, to }) => from < mention.to && mention.from < to)) chosen.push(mention);
  }
  return chosen.sort((a, b) => a.from - b.from);
}

function occurrences(
  value: string,
  column: Column,
  words: readonly Word[],
  taken: (at: number) => boolean,
): ValueMention[] {
  const parts = splitName(value);
  if (parts.length === 0 || parts.length > longestValue) return [];
  const stems = parts.map(stemOf);
  const found: ValueMention[] = [];
  for (let from = 0; from + parts.length <= words.length; from++) {
    const span = words.slice(from, from + parts.length);
    if (span.some((word, index) => word.stem !== stems[index] || taken(from + index))) continue;
    if (span.every((word, index) => isOrdinary(word) && !isMeant(word, parts[index] ?? ''))) continue;
    if (parts.join('').length === 1 && !isLetterMeant(words, from, parts[0] ?? '', taken)) continue;
    found.push({ from, to: from + parts.length, column, value });
  }
  return found;
}

function isOrdinary({ text }: Word): boolean {
  return functionWords.has(text) || operationWords.has(text);
}

/** "IT" in capitals is no "it". */
function isMeant({ written, quoted }: Word, part: string): boolean {
  return quoted || (written === part && /\p{Lu}{2}/u.test(part));
}

/** A single letter is a cell only as it was written, and after the name of a column ("group A"). */
function isLetterMeant(words: readonly Word[], at: number, letter: string, taken: (at: number) => boolean): boolean {
  return words[at]?.written === letter && at > 0 && taken(at - 1);
}
