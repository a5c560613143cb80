import type { Filter } from '../plan.ts';
import { distinctCells, type Column } from '../table.ts';
import type { Sentence } from './sentence.ts';

const not =
  "not|except|excluding|exclude|without|other than|apart from|ignoring|but not|is not|are not|isn't|aren't|!=|≠";
const before =
  '(?:where|whose|with|when|if|only|for|in|from|of|at|by|to|within|inside|that|are|is|was|were|have|has|having|the|a|an|just|all) ';
const value = String.raw`\[v\d+\]`;

export interface FoundFilters {
  filters: Filter[];
  /** The text without them. */
  text: string;
}

/** The filters a sentence makes by naming cells: "in the North", "where status is open", "without returns". */
export function findValueFilters(sentence: Sentence, text: string): FoundFilters {
  const filters: Filter[] = [];
  const phrase = `(?:\\[c\\d+\\] ?)?(?:(?:is|are|was|were|=|==|equals|equal to|named|called) )?(?:either )?${value}(?: \\[c\\d+\\](?= |$))?`;
  const list = `${phrase}(?:(?: ;)?(?: and| or| nor| versus| vs| with)? (?:${before})*${phrase})*`;
  const pattern = new RegExp(`(?:(?:${before})*(?<not>${not}) )?(?:${before})*(?<list>${list})`, 'g');
  const rest = text.replace(pattern, (words, ...rest) => {
    const groups = rest.at(-1) as { not?: string; list: string };
    const negative = groups.not !== undefined || /\b(?:is not|are not|isn't|aren't|!=|≠)\b/.test(words);
    const found = valuesIn(groups.list, sentence);
    for (const [column, values] of found) addFilter(filters, { kind: negative ? 'is-not' : 'is', column, values });
    return keptColumns(groups.list, sentence, found);
  });
  return { filters, text: rest };
}

/** The cells of a list by their columns. A column named beside a cell that it holds as well is the one that is meant. */
function valuesIn(list: string, sentence: Sentence): Map<Column, string[]> {
  const found = new Map<Column, string[]>();
  for (const match of list.matchAll(
    /(?:\[c(\d+)\] (?:(?:is|are|was|were|=|==|equals|named|called) )?)?\[v(\d+)\](?: \[c(\d+)\])?/g,
  )) {
    const mention = sentence.values[Number(match[2])];
    if (!mention) continue;
    const beside = [match[1], match[3]].flatMap((index) =>
      index === undefined ? [] : (sentence.columns[Number(index)]?.columns ?? []),
    );
    const column =
      beside.find((candidate) => candidate.kind === 'text' && distinctCells(candidate).has(mention.value)) ??
      mention.column;
    found.set(column, [...(found.get(column) ?? []), mention.value]);
  }
  return found;
}

/** Columns that stood beside a cell but are not its own say something else, and stay. */
function keptColumns(list: string, sentence: Sentence, found: ReadonlyMap<Column, string[]>): string {
  const kept = [...list.matchAll(/\[c(\d+)\]/g)].filter(
    ([, index]) => !sentence.columns[Number(index)]?.columns.some((column) => found.has(column)),
  );
  return ` ; ${kept.map(([placeholder]) => placeholder).join(' ')} `;
}

function addFilter(filters: Filter[], filter: Filter & { kind: 'is' | 'is-not' }): void {
  const same = filters.find(
    (other): other is typeof filter => other.kind === filter.kind && other.column === filter.column,
  );
  if (same) same.values.push(...filter.values.filter((value) => !same.values.includes(value)));
  else filters.push(filter);
}
