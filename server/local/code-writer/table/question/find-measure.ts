import type { Column, Table } from '../table.ts';
import { isMeasure, measuresOf } from './column-roles.ts';
import type { Sentence } from './sentence.ts';
import { splitName, stemOf } from './words.ts';

export interface FoundMeasure {
  columns: Column[];
  /** What to ask where the question fits several columns, or none although there are several. */
  question?: string;
  /** A word of the question speaks of that column, without naming it. */
  hinted?: boolean;
}

const allColumns = /\b(?:all|each|every|the|of) (?:the )?(?:numeric |numerical |number )?columns?\b/;

/** The columns a question wants computed: the numbers it names and has used for nothing else. */
export function findMeasures(
  { sentence, text, table }: { sentence: Sentence; text: string; table: Table },
  used: readonly (Column | number | undefined)[],
): FoundMeasure {
  const mentions = [...text.matchAll(/\[c(\d+)\]/g)].map((match) => Number(match[1]));
  if (mentions.every((index) => used.includes(index)) && allColumns.test(text))
    return { columns: measuresOf(table).filter((column) => !used.includes(column)) };
  const columns: Column[] = [];
  let weak: Column | undefined;
  for (const index of mentions) {
    const mention = sentence.columns[index];
    if (!mention || used.includes(index)) continue;
    const numbers = mention.columns.filter((column) => column.kind === 'number' && !used.includes(column));
    const [column, ...others] = numbers;
    if (!column) continue;
    if (others.length > 0) return { columns: [], question: whichOf(numbers) };
    if (mention.weak) weak ??= column;
    else if (!columns.includes(column)) columns.push(column);
  }
  return { columns: columns.length > 0 || !weak ? columns : [weak] };
}

/** The one column that can be meant where none is named. */
export function impliedMeasure(
  table: Table,
  text: string,
  used: readonly (Column | number | undefined)[],
): FoundMeasure {
  const candidates = measuresOf(table).filter((column) => !used.includes(column));
  const hinted = hintedBy(text, candidates);
  if (hinted) return { columns: [hinted], hinted: true };
  if (candidates.length === 1) return { columns: candidates };
  if (candidates.length === 0)
    return { columns: [], question: `${table.fileName} has no column with numbers to compute that from` };
  return { columns: [], question: whichOf(candidates) };
}

/** "cheapest" speaks of a price, "best selling" of what was sold. */
function hintedBy(text: string, columns: readonly Column[]): Column | undefined {
  const hints: [RegExp, RegExp][] = [
    [/\b(?:expensive|cheap|cheapest|priciest|dearest)\b/, /price|cost/i],
    [/\b(?:oldest|youngest)\b/, /\bage\b|age$/i],
    [/\b(?:longest|shortest)\b/, /length|duration|minutes|time/i],
    [/\b(?:heaviest|lightest)\b/, /weight|mass/i],
    [/\bselling\b|\bsold\b|\bsells?\b/, /sold|units|quantity|qty/i],
    [/\bselling\b|\bsold\b|\bsells?\b/, /sales|revenue/i],
    [/\brated\b|\brating\b/, /rating|score|stars/i],
    [/\bpaid\b|\bearns?\b/, /salary|wage|pay|income/i],
    [/\bprofitable\b/, /profit|margin/i],
  ];
  for (const [said, name] of hints) {
    const fitting = said.test(text) ? columns.filter((column) => isMeasure(column) && name.test(column.name)) : [];
    const words = new Set(text.split(' ').map(stemOf));
    // "The longest petals" are about the petal length, not about the sepal length.
    const named = fitting.filter((column) => splitName(column.name).some((part) => words.has(stemOf(part))));
    const [column, ...others] = named.length > 0 ? named : fitting;
    if (column && others.length === 0) return column;
  }
  return undefined;
}

function whichOf(columns: readonly Column[]): string {
  const names = columns.slice(0, 8).map(({ name }) => name);
  return `Which column do you mean: ${names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${names.at(-1)}` : names.join('')}?`;
}
