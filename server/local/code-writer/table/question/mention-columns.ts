import type { Column } from '../table.ts';
import { areSimilar, areSynonyms, functionWords, operationWords, shareRoot } from './vocabulary.ts';
import { splitName, stemOf, type Word } from './words.ts';

/** Words of a question that name a column. */
export interface ColumnMention {
  from: number;
  to: number;
  /** More than one where the words fit several columns alike. */
  columns: Column[];
  score: number;
  /** Only words such as `total` that could as well say what to compute. */
  weak: boolean;
}

const leastScore = 9;
/** Parts of a name that may be left out when it is spoken of. */
const accompanying = new Set(
  'name amount value total count title label usd eur gbp chf jpy kg g km m cm mm percent pct'.split(' '),
);

/** The columns a question names, each word in at most one mention; the best fit first come. */
export function mentionColumns(words: readonly Word[], columns: readonly Column[]): ColumnMention[] {
  const candidates = columns.flatMap((column) => mentionsOf(column, words));
  candidates.sort((a, b) => b.score - a.score || b.to - b.from - (a.to - a.from) || a.from - b.from);
  const chosen: ColumnMention[] = [];
  for (const candidate of candidates) {
    const same = chosen.find(({ from, to }) => from === candidate.from && to === candidate.to);
    if (same && same.score - candidate.score < 0.01)
      same.columns.push(...candidate.columns.filter((column) => !same.columns.includes(column)));
    else if (!chosen.some(({ from, to }) => from < candidate.to && candidate.from < to)) chosen.push({ ...candidate });
  }
  return chosen.sort((a, b) => a.from - b.from);
}

/** These as well where the cells repeat: of a table with a customer_id, "customers" are its different cells. */
const identifying = new Set('id nr no number code key'.split(' '));

function mentionsOf(column: Column, words: readonly Word[]): ColumnMention[] {
  const parts = splitName(column.name).map(stemOf);
  if (parts.length === 0) return [];
  const repeats = new Set(column.cells).size < column.cells.length;
  const head = parts.findLastIndex((part) => !accompanying.has(part) && !(repeats && identifying.has(part)));
  const found: ColumnMention[] = [];
  for (let from = 0; from < words.length; from++) {
    const joined = joinedMatch(parts, words, from);
    if (joined) found.push({ from, to: from + 1, columns: [column], score: joined, weak: false });
    for (let first = 0; first < parts.length; first++) {
      const mention = longestMatch(parts, first, words, from, head);
      if (mention) found.push({ ...mention, columns: [column] });
    }
  }
  return found;
}

/** How well the words from one on fit the name's parts from one on. */
function longestMatch(parts: readonly string[], first: number, words: readonly Word[], from: number, head: number) {
  let similarity = 0;
  let count = 0;
  let telling = 0;
  while (first + count < parts.length && from + count < words.length) {
    const [part, word] = [parts[first + count] ?? '', words[from + count]];
    const fit = word ? similarityOf(part, word) : 0;
    if (fit === 0) break;
    similarity += fit;
    if (!functionWords.has(word?.text ?? '') && !operationWords.has(word?.text ?? '')) telling++;
    count++;
  }
  const complete = count === parts.length;
  // In names of several words the last one says what it is: an order date is a date, and "orders" are the rows.
  if (!complete && (head < first || head >= first + count)) return undefined;
  if (count === 0 || (telling === 0 && !complete)) return undefined;
  if (telling === 0 && words.slice(from, from + count).every(({ text }) => functionWords.has(text))) return undefined;
  const weak = telling === 0 && !words[from]?.quoted;
  const score = 10 * similarity + 5 * (similarity / parts.length) - (weak ? 3 : 0);
  return score >= leastScore ? { from, to: from + count, score, weak } : undefined;
}

/** "unitprice" for the column "unit price". */
function joinedMatch(parts: readonly string[], words: readonly Word[], from: number): number {
  return parts.length > 1 && words[from]?.stem === parts.join('') ? 10 * parts.length + 5 : 0;
}

function similarityOf(part: string, { stem, text }: Word): number {
  if (part === stem) return 1;
  if (functionWords.has(text) || operationWords.has(text)) return 0;
  if (areSimilar(part, stem) || shareRoot(part, stem)) return 0.8;
  return areSynonyms(part, stem) ? 0.65 : 0;
}
