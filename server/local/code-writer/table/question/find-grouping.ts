import type { Grouping, Period } from '../plan.ts';
import type { Column, Table } from '../table.ts';
import { dateColumnOf, isGroupable } from './column-roles.ts';
import { extremeWords } from './find-operations.ts';
import type { Sentence } from './sentence.ts';

export interface FoundGrouping {
  grouping?: Grouping;
  /** The index of the column's mention, which is no measure then. */
  mention?: number;
  /** Another column the question wanted to group by. */
  second?: Column;
  /** What to ask where several columns are meant alike. */
  question?: string;
}

const markers =
  'by|per|for each|for every|each|every|in each|of each|within each|across|among|grouped by|group by|for the different|for all|over|against|versus|vs|compare|comparing';
const fillers = '(?:(?:the|each|every|all|different|individual|various|of|by) )*';
const periods: [Period, RegExp][] = [
  ['weekday', /\b(?:weekdays?|days? of (?:the )?week)\b/],
  ['day', /\b(?:by|per|each|every|over|which|what|for each) (?:the )?days?\b|\bdaily\b/],
  [
    'month',
    /\b(?:by|per|each|every|over|which|what|for each) (?:the )?months?\b|\bmonthly\b|\bmonth (?:by|over|on) month\b/,
  ],
  ['quarter', /\b(?:by|per|each|every|over|which|what|for each) (?:the )?quarters?\b|\bquarterly\b/],
  ['year', /\b(?:by|per|each|every|over|which|what|for each) (?:the )?years?\b|\b(?:yearly|annual|annually)\b/],
];
const overTime =
  /\b(?:over time|trends?|development|developed|develop|timeline|time series|evolution|evolved|history|changed?)\b/;

/** By what a text wants its rows grouped. `sentence.text` may have lost its filters; that text is the one to look at. */
export function findGrouping(sentence: Sentence, text: string, table: Table): FoundGrouping {
  const found: { column: Column; mention: number }[] = [];
  for (const match of text.matchAll(
    new RegExp(String.raw`\b(?:${markers}) ${fillers}\[c(\d+)\](?: (?:and|,) (?:by )?\[c(\d+)\])?`, 'g'),
  )) {
    for (const index of [match[1], match[2]]) {
      const mention = index === undefined ? undefined : groupableMention(sentence, Number(index), table);
      if (mention && !found.some(({ column }) => column === mention.column)) found.push(mention);
    }
  }
  if (found.length === 0 && /\bcompar\w*\b/.test(text)) found.push(...comparedMentions(sentence, text, table));
  const entity = findEntity(sentence, text, table);
  // "The top products by price": what follows "by" is what orders them.
  const [first, second] = entity && found.every(({ column }) => column.kind === 'number') ? [entity] : found;
  if (first) {
    const question = doubtAbout(sentence, first.mention);
    return {
      ...groupBy(first.column, text),
      mention: first.mention,
      ...(second && { second: second.column }),
      ...(question && { question }),
    };
  }
  return findPeriod(text, table);
}

function doubtAbout(sentence: Sentence, mention: number): string | undefined {
  const texts = sentence.columns[mention]?.columns.filter(({ kind }) => kind !== 'number') ?? [];
  return texts.length > 1 ? `Which column do you mean: ${texts.map(({ name }) => name).join(' or ')}?` : undefined;
}

/** "Compare the revenue of the regions". */
function comparedMentions(sentence: Sentence, text: string, table: Table) {
  return [...text.matchAll(/\[c(\d+)\]/g)]
    .flatMap(([, index]) => groupableMention(sentence, Number(index), table) ?? [])
    .filter(({ column }) => column.kind !== 'number')
    .slice(0, 1);
}

/** The column a superlative asks about: "which region has the highest …", "the top 5 products". */
export function findEntity(
  sentence: Sentence,
  text: string,
  table: Table,
): { column: Column; mention: number } | undefined {
  const patterns = [
    String.raw`\b(?:which|what|whose) (?:(?:is|are|was|were|the|of|two|three|[\[]n\d+[\]]) )*(?:(?:${extremeWords}) )?\[c(\d+)\](?= .*\b(?:${extremeWords})\b)`,
    String.raw`\b(?:top|bottom|best|worst) (?:selling |performing |rated |paid )?(?:\[n\d+\] )?(?:selling |performing |rated |paid )?\[c(\d+)\]`,
    String.raw`\[n\d+\] (?:${extremeWords})(?: \w+){0,2} \[c(\d+)\]`,
    String.raw`\b(?:most|least) (?:common|frequent|popular|expensive|often|valuable|profitable|important|used|active)(?: \[n\d+\])? \[c(\d+)\]`,
    String.raw`\b(?:${extremeWords}|expensive)(?: \[n\d+\])? \[c(\d+)\]`,
    String.raw`\[c(\d+)\] (?:with|that has|that have|having) (?:the )?(?:${extremeWords})\b`,
    String.raw`\brank(?:ing)? (?:of )?(?:the |all |all the )?\[c(\d+)\]`,
  ];
  for (const pattern of patterns) {
    const index = new RegExp(pattern).exec(text)?.[1];
    const mention = index === undefined ? undefined : groupableMention(sentence, Number(index), table);
    if (mention && mention.column.kind !== 'number') return mention;
  }
  return undefined;
}

function groupableMention(
  sentence: Sentence,
  mention: number,
  table: Table,
): { column: Column; mention: number } | undefined {
  const candidates = sentence.columns[mention]?.columns ?? [];
  const column =
    candidates.find(({ kind }) => kind !== 'number') ?? candidates.find((candidate) => isGroupable(candidate, table));
  return column && { column, mention };
}

function groupBy(column: Column, text: string): FoundGrouping {
  if (column.kind !== 'date') return { grouping: { column } };
  return { grouping: { column, period: periodIn(text) ?? defaultPeriod(column) } };
}

function findPeriod(text: string, table: Table): FoundGrouping {
  const column = dateColumnOf(table);
  const period = periodIn(text);
  if (!column || (!period && !overTime.test(text))) return {};
  return { grouping: { column, period: period ?? defaultPeriod(column) } };
}

function periodIn(text: string): Period | undefined {
  return periods.find(([, pattern]) => pattern.test(text))?.[0];
}

/** Days while they are few, else months, else years. */
function defaultPeriod({ cells, date }: Column): Period {
  const different = new Set(cells).size;
  if (date?.precision === 'month') return different > 60 ? 'year' : 'month';
  return different <= 62 ? 'day' : 'month';
}
