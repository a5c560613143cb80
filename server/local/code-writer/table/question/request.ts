import type { ChartKind, Filter, Operation } from '../plan.ts';
import type { Column, Table } from '../table.ts';
import { FilterFinder } from './filter-finder.ts';
import { findDateFilters } from './find-date-filters.ts';
import { findMeasures, impliedMeasure, type FoundMeasure } from './find-measure.ts';
import { findChart, findExtreme, findOperations } from './find-operations.ts';
import { findNumberFilters } from './find-number-filters.ts';
import { findValueFilters } from './find-value-filters.ts';
import { readSentence, type Sentence } from './sentence.ts';

/** A question taken apart. */
export interface Request {
  table: Table;
  sentence: Sentence;
  /** The text of the sentence without its filters. */
  text: string;
  filters: Filter[];
  operations: Operation[];
  /** Whether it asks for what stands at one end. */
  extreme: 'most' | 'least' | undefined;
  chart: ChartKind | 'any' | undefined;
}

export function readRequest(question: string, table: Table): Request {
  const sentence = readSentence(question, table);
  const finder = new FilterFinder(sentence, table);
  findDateFilters(finder);
  findNumberFilters(finder);
  const valued = findValueFilters(sentence, finder.text);
  const text = valued.text.replace(/\s+/g, ' ').trim();
  const operations = findOperations(text);
  return {
    table,
    sentence,
    text,
    filters: [...finder.filters, ...valued.filters],
    // A word such as "total" may have become part of a column's name, and still say what to do.
    operations: operations.length > 0 ? operations : findOperations(sentence.plain),
    extreme: findExtreme(text) ?? findExtreme(sentence.plain),
    chart: findChart(sentence.plain),
  };
}

/** The columns the request names outside of its filters. */
export function namedColumns({ sentence, text }: Request): Column[] {
  return [...text.matchAll(/\[c(\d+)\]/g)].flatMap((match) => sentence.columns[Number(match[1])]?.columns[0] ?? []);
}

/** The column a placeholder's index stands for. */
export function columnAt({ sentence }: Request, index: string | undefined): Column | undefined {
  return index === undefined ? undefined : sentence.columns[Number(index)]?.columns[0];
}

/** The columns to compute with: the ones named, else the only ones that can be meant. */
export function measuresFor(request: Request, used: readonly (Column | number | undefined)[]): FoundMeasure {
  const named = findMeasures(request, used);
  return named.columns.length > 0 || named.question
    ? named
    : impliedMeasure(request.table, request.sentence.plain, used);
}

/** How many groups or rows are wanted; undefined where all are. */
export function limitOf({ sentence, text }: Request): number | undefined {
  const number = String.raw`\[n(\d+)\]`;
  const ends =
    'top|bottom|best|worst|first|last|highest|lowest|largest|biggest|smallest|most|least|greatest|fewest|cheapest|oldest|youngest|longest|shortest|heaviest|lightest';
  const match = new RegExp(
    `\\b(?:${ends}) (?:\\w+ )?${number}|${number} (?:${ends})\\b|${number} (?:\\S+ ){0,3}(?:with|by|having) (?:the )?(?:${ends})\\b`,
  ).exec(text);
  const limit = Number(sentence.numbers[Number(match?.[1] ?? match?.[2] ?? match?.[3])]);
  if (match && Number.isInteger(limit) && limit > 0) return limit;
  // "The top products" are some, "the top product" is one.
  return /\b(?:top|bottom)\b/.test(text) && /\b(?:top|bottom) (?:\w+ )?\w+s\b/.test(sentence.plain) ? 10 : undefined;
}
