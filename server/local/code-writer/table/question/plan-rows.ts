import type { Column } from '../table.ts';
import { isAdditive, isUnique } from './column-roles.ts';
import { findEntity, type FoundGrouping } from './find-grouping.ts';
import { extremeWords } from './find-operations.ts';
import type { Work } from './plan-others.ts';
import { limitOf, measuresFor, namedColumns, type Request } from './request.ts';

/** "Sort the products by price". */
export function planSorted(request: Request): Work | undefined {
  const { text, table } = request;
  const index = /\b(?:sort|sorted|rank|ranked|ordered|order) .*\bby (?:the )?\[c(\d+)\]/.exec(text)?.[1];
  const by = request.sentence.columns[Number(index)]?.columns.find(({ kind }) => kind === 'number');
  if (!by || request.operations.length > 0) return undefined;
  const order = /\b(?:asc|ascending|increasing|lowest first|smallest first|up)\b/.test(text) ? 'least' : 'most';
  const label = namedColumns(request).find(({ kind }) => kind === 'text');
  return { kind: 'rows', by, order, limit: limitOf(request) ?? Math.min(table.rowCount, 50), ...(label && { label }) };
}

/** The rows at one end: "the three most expensive products", where each row is one of them. */
export function planRows(request: Request, { grouping, mention }: FoundGrouping): Work | undefined {
  const { sentence, text, table, extreme, operations } = request;
  if (!extreme || operations.some((operation) => operation !== 'min' && operation !== 'max')) return undefined;
  if (/\b(?:common|frequent|popular|often)\b/.test(text) || countsTexts(request)) return undefined;
  if (new RegExp(String.raw`\[c\d+\] of (?:the )?(?:${extremeWords}) \[c\d+\]`).test(text)) {
    return {
      kind: 'ask',
      question: 'I cannot tell which column decides that. Ask for example for "the highest …" of one of them.',
    };
  }
  const entity = findEntity(sentence, text, table);
  const asksForRow =
    /\b(?:which|who|whose)\b|\[n\d+\]|\b(?:top|bottom)\b|^(?!.*\[c\d+\]).*\bwhat\b|\b(?:oldest|youngest|cheapest|priciest|heaviest|lightest|longest|shortest|(?:most|least) expensive) [a-z]/.test(
      text,
    ) || entity !== undefined;
  if (!asksForRow || (grouping && entity?.column !== grouping.column)) return undefined;
  const [by] = measuresFor(request, [entity?.mention, entity?.column, mention]).columns;
  if (!by || entity?.column.kind === 'date' || (entity && isSummary(entity.column, by, request))) return undefined;
  return { kind: 'rows', by, order: extreme, limit: limitOf(request) ?? 1, ...(entity && { label: entity.column }) };
}

/** "The most employees" counts them. */
export function countsTexts({ sentence, text }: Request): boolean {
  const index = /\b(?:most|fewest|least) \[c(\d+)\]/.exec(text)?.[1];
  const column = index === undefined ? undefined : sentence.columns[Number(index)]?.columns[0];
  return column !== undefined && column.kind !== 'number' && /\b(?:which|what)\b.*\[c\d+\].*\[c\d+\]/.test(text);
}

/** Several rows belong to each of the things asked for, and it is all of them that count: their sum, or which is better on the whole. */
function isSummary(entity: Column, by: Column, { table, text }: Request): boolean {
  return !isUnique(entity, table) && (isAdditive(by) || /\b(?:better|best|worse|worst)\b/.test(text));
}
