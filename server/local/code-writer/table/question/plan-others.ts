import type { Plan } from '../plan.ts';
import { isGroupable, labelColumnOf, measuresOf } from './column-roles.ts';
import { findGrouping } from './find-grouping.ts';
import { findMeasures } from './find-measure.ts';
import { columnAt, limitOf, measuresFor, namedColumns, type Request } from './request.ts';
import { rowWords } from './vocabulary.ts';

/** What is left of a plan when the parts that all plans have are taken away. */
export type Work = Plan extends infer P
  ? P extends Plan
    ? Omit<P, 'table' | 'filters' | 'chart' | 'imageFormat' | 'remarks'>
    : never
  : never;

export const describeWords =
  /\b(?:describe|description|summari[sz]e|summary|overview|statistics|stats|analy[sz]e|analysis|insights?|explore|profile|look at)\b/;

/** "How does price depend on size?" */
export function planCorrelation(request: Request): Work | undefined {
  const { text, table, chart } = request;
  const asked =
    /\b(?:correlat\w*|relationship|relation|depends?|versus|vs|against)\b/.test(text) || chart === 'scatter';
  if (!asked) return undefined;
  const named = namedColumns(request).filter(({ kind }) => kind === 'number');
  const [x, y] = named.length >= 2 ? named : measuresOf(table).length === 2 ? measuresOf(table) : [];
  if (!x || !y) return undefined;
  // "Price against size" has the size along the bottom.
  return /\b(?:versus|vs|against)\b/.test(text) ? { kind: 'correlation', x: y, y: x } : { kind: 'correlation', x, y };
}

/** "How is the age distributed?" */
export function planHistogram(request: Request): Work | undefined {
  if (request.chart !== 'histogram' && !/\bdistribut\w*\b/.test(request.text)) return undefined;
  const { columns, question } = measuresFor(request, []);
  const [column] = columns;
  if (column) return { kind: 'histogram', column };
  return namedColumns(request).length > 0 ? undefined : { kind: 'ask', question: question ?? '' };
}

/** "Give me an overview." */
export function planDescription(request: Request): Work | undefined {
  const { sentence, text, table, operations } = request;
  if (!describeWords.test(sentence.plain) || operations.length > 0 || findGrouping(sentence, text, table).grouping)
    return undefined;
  const named = findMeasures(request, []).columns;
  const columns = named.length > 0 ? named : measuresOf(table);
  // Without numbers, what there is stands in its columns.
  return columns.length > 0 ? { kind: 'describe', columns } : { kind: 'ask', question: '' };
}

/** "Which regions are there?", "How many different customers?" */
export function planValues(request: Request): Work | undefined {
  const { sentence, text, table, operations, extreme, filters } = request;
  const listed =
    /\b(?:which|what|list|show|name)\b (?:(?:me|are|is|all|the|of|different|distinct|unique|available|possible) )*\[c(\d+)\](?: (?:are|is|do|does|exist|occur|appear|values|there|we|have|in|the|data|table|file|it|this|;))*$/.exec(
      text,
    );
  const counted =
    operations.length === 1 && operations[0] === 'distinct'
      ? /\b(?:different|distinct|unique) \[c(\d+)\]/.exec(text)
      : null;
  const index = (filters.length === 0 ? listed?.[1] : undefined) ?? counted?.[1];
  const column = columnAt(request, index);
  if (!column || extreme || !isGroupable(column, table)) return undefined;
  return findGrouping(sentence, text.replace(`[c${index}]`, ''), table).grouping
    ? undefined
    : { kind: 'values', column };
}

/** "Cities with more than 100,000 inhabitants": rows for which nothing is to be computed. */
export function planList(request: Request): Work | undefined {
  const { filters, table, text } = request;
  const asksForRows =
    namedColumns(request).length > 0 ||
    rowWords.test(text) ||
    /\b(?:who|which|what|list|show|find|give|all|display)\b/.test(text);
  if (filters.length === 0 || !asksForRows) return undefined;
  const named = namedColumns(request).find(({ kind }) => kind === 'text');
  const label = named ?? labelColumnOf(table);
  return { kind: 'list', limit: limitOf(request) ?? 50, ...(label && { label }) };
}
