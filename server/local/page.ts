import { invalid } from './api-error.ts';

export interface PageQuery {
  limit: number;
  order: 'asc' | 'desc';
  after?: string;
  before?: string;
}

export interface Page<T> {
  object: 'list';
  data: T[];
  first_id: string | null;
  last_id: string | null;
  has_more: boolean;
}

/** `limit`, `order`, `after` and `before` of a list request. */
export function readPageQuery(query: URLSearchParams, { limit = 20, maximum = 100 } = {}): PageQuery {
  const wanted = Number(query.get('limit') ?? limit);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > maximum) {
    throw invalid(`Invalid 'limit': expected an integer between 1 and ${maximum}.`, 'limit');
  }
  const order = query.get('order') ?? 'desc';
  if (order !== 'asc' && order !== 'desc') {
    throw invalid(`Invalid value: '${order}'. Supported values are: 'asc' and 'desc'.`, 'order');
  }
  const after = query.get('after');
  const before = query.get('before');
  return { limit: wanted, order, ...(after && { after }), ...(before && { before }) };
}

/** The part of a list that a request asks for. @param all oldest first */
export function pageOf<T extends { id: string }>(all: readonly T[], query: PageQuery): Page<T> {
  const ordered = query.order === 'asc' ? all : all.toReversed();
  const from = query.after === undefined ? 0 : positionOf(ordered, query.after, 'after') + 1;
  const to = query.before === undefined ? ordered.length : positionOf(ordered, query.before, 'before');
  const data = ordered.slice(from, Math.min(to, from + query.limit));
  return {
    object: 'list',
    data,
    first_id: data.at(0)?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: from + data.length < to,
  };
}

function positionOf(list: readonly { id: string }[], id: string, param: string): number {
  const index = list.findIndex((each) => each.id === id);
  if (index < 0) throw invalid(`Invalid '${param}': this list holds nothing with id '${id}'.`, param);
  return index;
}
