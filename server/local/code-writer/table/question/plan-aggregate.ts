import type { AggregatePlan, Grouping, Measure, Operation } from '../plan.ts';
import { distinctCells, type Column } from '../table.ts';
import { isAdditive, isFlag, isUnique, labelColumnOf, measuresOf } from './column-roles.ts';
import type { FoundGrouping } from './find-grouping.ts';
import { findMeasures, impliedMeasure } from './find-measure.ts';
import type { Work } from './plan-others.ts';
import { countsTexts } from './plan-rows.ts';
import { columnAt, limitOf, namedColumns, type Request } from './request.ts';
import { hasUnplacedWords } from './unplaced.ts';
import { rowWords } from './vocabulary.ts';

const asksForOne = /\b(?:which|what|who|whose|when|best|worst|better|worse|most|least|top|bottom)\b/;
const mostBars = 40;

/** Operations on columns, for all rows or for groups of them. Undefined where nothing is asked for that could be computed. */
export function planAggregate(request: Request, found: FoundGrouping): Work | undefined {
  const { text, extreme, chart, operations } = request;
  const share =
    /\b(?:share|shares|percentage|percentages|percent|proportion|proportions|fraction|breakdown)\b|%/.test(text) ||
    chart === 'pie';
  const compared = comparedColumn(request, share);
  const grouping = found.grouping ?? (compared && { column: compared.column });
  const rate = /\brates?\b/.test(text) && namedColumns(request).some(isFlag);
  const nothingSaid = operations.length === 0 && !extreme && !share && !chart && !grouping && !rate;
  // "Revenue in March" wants it computed; "orders with a revenue above 2,000" wants to see them.
  if (nothingSaid && (request.filters.length === 0 || findMeasures(request, []).columns.length === 0)) return undefined;
  const measures = chooseMeasures(request, grouping?.column, found.mention, share);
  if (typeof measures === 'string') return { kind: 'ask', question: measures };
  const drawn = grouping ?? (chart && everyRow(request, measures));
  if (drawn && !drawn.period && operations.length === 0 && isUnique(drawn.column, request.table)) {
    for (const measure of measures) if (measure.column?.kind === 'number') measure.operation = 'value';
  }
  const limit = drawn && limitOf(request);
  const plan: AggregatePlan = {
    kind: 'aggregate',
    measures,
    order: orderOf(request, drawn),
    share: share && drawn !== undefined && !measures.some(({ operation }) => operation === 'rate'),
    ...(drawn && { grouping: drawn }),
    ...(limit !== undefined && { limit }),
  };
  if (drawn && share && compared) {
    // The whole must stay in sight for a part of it.
    request.filters.splice(0, Infinity, ...request.filters.filter((filter) => filter.column !== compared.column));
    plan.wanted = compared.values;
  } else if (grouping && extreme && asksForOne.test(text) && limit === undefined) plan.wanted = 'first';
  return plan;
}

/** What to compute; a question to ask back where that cannot be told. */
function chooseMeasures(
  request: Request,
  group: Column | undefined,
  mention: number | undefined,
  share: boolean,
): Measure[] | string {
  const { sentence, text, table, operations, extreme } = request;
  const used = [group, mention];
  const named = findMeasures(request, used);
  if (named.question) return named.question;
  const counting =
    operations.includes('count') || countsTexts(request) || /\b(?:common|frequent|popular|often)\b/.test(text);
  if (counting && named.columns.length === 0) return [countMeasure(request, used)];
  const different = operations.includes('distinct') ? differentColumn(request, used) : undefined;
  if (different && named.columns.length === 0) return [{ operation: 'distinct', column: different }];
  const free = operations.length === 0 && named.columns.length === 0;
  const speaksOfRows =
    (share && !namedColumns(request).some(({ kind }) => kind === 'number')) ||
    (rowWords.test(text) && extreme !== undefined);
  if (free && (measuresOf(table).length === 0 || speaksOfRows)) return [{ operation: 'count' }];
  const { columns, question } = named.columns.length > 0 ? named : impliedMeasure(table, sentence.plain, used);
  if (columns.length === 0)
    return free && group && !extreme && !hasUnplacedWords(text)
      ? [{ operation: 'count' }]
      : (question ?? 'Which column do you mean?');
  return columns.flatMap((column) =>
    operationsOn(column, request, group, share).map((operation): Measure => ({ operation, column })),
  );
}

function operationsOn(
  column: Column,
  { text, operations, extreme }: Request,
  group: Column | undefined,
  share: boolean,
): Operation[] {
  if (isFlag(column) && (share || /\brates?\b/.test(text))) return ['rate'];
  if (isFlag(column) && operations.includes('count')) return ['sum'];
  const asked = operations
    .filter((operation) => operation !== 'distinct')
    .map((operation) => (operation === 'count' && isAdditive(column) ? 'sum' : operation));
  if (asked.length > 0) return [...new Set(asked)];
  const end = extreme === 'most' ? 'max' : 'min';
  if (share) return ['sum'];
  if (isAdditive(column)) return extreme && !group ? [end] : ['sum'];
  return extreme && !(group && asksForOne.test(text)) ? [end] : ['mean'];
}

/** How many rows, or how many different cells where a text that repeats is counted. */
function countMeasure(request: Request, used: readonly (Column | number | undefined)[]): Measure {
  const index = /\b(?:how many|number of|count(?: of)?(?: the)?|most|fewest) (?:\w+ )?\[c(\d+)\]/.exec(
    request.text,
  )?.[1];
  const column = columnAt(request, index);
  if (!column || used.includes(Number(index)) || used.includes(column) || column.kind !== 'text')
    return { operation: 'count' };
  return isUnique(column, request.table) ? { operation: 'count' } : { operation: 'distinct', column };
}

function differentColumn(request: Request, used: readonly (Column | number | undefined)[]): Column | undefined {
  const column = columnAt(request, /\b(?:different|distinct|unique) \[c(\d+)\]/.exec(request.text)?.[1]);
  return used.includes(column) ? undefined : column;
}

/** A chart without a group has a mark for each row, while they are few. */
function everyRow({ table }: Request, measures: readonly Measure[]): Grouping | undefined {
  const label = labelColumnOf(table);
  const numeric = measures.every(({ column }) => column?.kind === 'number');
  return label && numeric && table.rowCount <= mostBars ? { column: label } : undefined;
}

function orderOf({ text, extreme }: Request, grouping: Grouping | undefined): AggregatePlan['order'] {
  if (extreme && /\b(?:which|who|what|top|bottom|best|worst|rank\w*|common|frequent|popular)\b|\[n\d+\]/.test(text))
    return extreme;
  if (/\bsort\w*\b.*\b(?:asc\w*|increasing)|lowest first/.test(text)) return 'least';
  if (!grouping) return 'most';
  return grouping.period || grouping.column.kind === 'number' || isSequence(grouping.column) ? 'natural' : 'most';
}

/** Months, weekdays, quarters: texts with an order of their own. */
function isSequence(column: Column): boolean {
  const sequence =
    /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)\w*$|^q[1-4]\b|^\d/i;
  return [...distinctCells(column).keys()].every((cell) => sequence.test(cell));
}

/** The column whose cells are set against each other, or of which one's part of the whole is wanted. */
function comparedColumn(
  { filters, sentence, operations }: Request,
  share: boolean,
): { column: Column; values: string[] } | undefined {
  const set = /\b(?:compare\w*|comparison|versus|vs|against|difference)\b/.test(sentence.text);
  const each = set || (/\[v\d+\] and /.test(sentence.text) && !operations.includes('sum'));
  const filter = filters.find(
    (candidate) => candidate.kind === 'is' && ((candidate.values.length > 1 && each) || share),
  );
  return filter?.kind === 'is' ? { column: filter.column, values: filter.values } : undefined;
}
