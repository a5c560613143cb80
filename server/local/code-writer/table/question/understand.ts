import type { Plan } from '../plan.ts';
import type { Table } from '../table.ts';
import { findGrouping } from './find-grouping.ts';
import { impliedMeasure } from './find-measure.ts';
import { planAggregate } from './plan-aggregate.ts';
import { describeWords, planCorrelation, planDescription, planHistogram, planList, planValues } from './plan-others.ts';
import { planRows, planSorted } from './plan-rows.ts';
import { readRequest, type Request } from './request.ts';
import { missingGroup, unplacedWord } from './unplaced.ts';
import { functionWords, operationWords, rowWords } from './vocabulary.ts';

const aboutTheFile = /\b(?:table|data|dataset|csv|tsv|json|file|spreadsheet|rows?|columns?|records?|entries)\b/;

/**
 * What a question about a table asks for; undefined where it asks for nothing that could be computed from it. `alone`: there is nothing
 * else the question could be about.
 */
export function understand(question: string, table: Table, alone: boolean): Plan | undefined {
  const name = table.fileName.toLowerCase();
  const namesFile = question.toLowerCase().includes(name);
  // The words of its name are no columns.
  const request = readRequest(
    namesFile ? question.replace(new RegExp(escapeForPattern(name), 'gi'), 'file') : question,
    table,
  );
  if (!namesFile && !isAbout(question, request, alone)) return undefined;
  const { sentence, text } = request;
  const grouping = findGrouping(sentence, text, table);
  const doubt = grouping.question ?? (grouping.grouping ? undefined : missingGroup(text, table));
  const work =
    planSorted(request) ??
    planCorrelation(request) ??
    planHistogram(request) ??
    planDescription(request) ??
    planValues(request) ??
    planRows(request, grouping) ??
    (doubt ? { kind: 'ask' as const, question: doubt } : planAggregate(request, grouping)) ??
    planList(request);
  if (!work) return undefined;
  const unplaced = work.kind === 'ask' ? undefined : unplacedWord(text);
  const second =
    grouping.second &&
    `This is by ${grouping.grouping?.column.name} alone, not by ${grouping.second.name} as well: I group by one column at a time.`;
  return {
    ...work,
    table,
    filters: request.filters,
    chart: request.chart,
    imageFormat: /\bpng\b/.test(sentence.plain) ? 'png' : 'svg',
    ...(unplaced && {
      caution: `I found nothing called "${unplaced}" in ${table.fileName}, so that is left out of account.`,
    }),
    remarks: [...table.remarks, ...(second ? [second] : [])],
  };
}

function escapeForPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** Whether the question has anything to do with this table, beyond words that every question may have. */
function isAbout(
  question: string,
  { sentence, filters, operations, extreme, table }: Request,
  alone: boolean,
): boolean {
  if (sentence.columns.length > 0 || sentence.values.length > 0 || filters.length > 0) return true;
  const base = table.fileName.replace(/\.\w+$/, '').toLowerCase();
  if (aboutTheFile.test(sentence.plain) || (base && question.toLowerCase().includes(base))) return true;
  if (alone && describeWords.test(sentence.plain)) return true;
  if (operations.length === 0 && !extreme) return false;
  if (alone && rowWords.test(sentence.plain)) return true;
  const hinted = impliedMeasure(table, sentence.plain, []).hinted === true;
  const others = sentence.plain
    .split(' ')
    .filter((word) => !functionWords.has(word) && !operationWords.has(word) && !/^\d/.test(word));
  return hinted || (alone && others.length === 0);
}
