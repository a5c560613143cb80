import { invalid } from '../api-error.ts';
import { type Fields, missing } from '../fields.ts';
import type { Attributes } from './vector-store-library.ts';

/** Whether a file may be found. */
export type Filter = (attributes: Attributes) => boolean;

type Value = string | number | boolean;

/** The filter of a search request: comparisons of attributes, joined by `and` and `or`. */
export function readFilter(filter: Fields): Filter {
  const type = filter.oneOf('type', ['and', 'or', 'eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin']);
  if (!type) throw missing(filter.path('type'));
  if (type === 'and' || type === 'or') {
    const parts = (filter.objects('filters') ?? []).map(readFilter);
    return (attributes) =>
      type === 'and' ? parts.every((part) => part(attributes)) : parts.some((part) => part(attributes));
  }
  const key = filter.required('key');
  const value = filter.raw('value');
  const isList = type === 'in' || type === 'nin';
  if (isList !== Array.isArray(value) || value == null) {
    throw invalid(`Invalid type for '${filter.path('value')}'.`, filter.path('value'), 'invalid_type');
  }
  const compare: Comparison = comparisons[type];
  return (attributes) => compare(attributes[key], value as Value & Value[]);
}

type Comparison = (attribute: Value | undefined, value: Value & Value[]) => boolean;

const comparisons = {
  eq: (attribute, value) => attribute === value,
  ne: (attribute, value) => attribute !== value,
  gt: (attribute, value) => attribute !== undefined && attribute > value,
  gte: (attribute, value) => attribute !== undefined && attribute >= value,
  lt: (attribute, value) => attribute !== undefined && attribute < value,
  lte: (attribute, value) => attribute !== undefined && attribute <= value,
  in: (attribute, value) => attribute !== undefined && value.includes(attribute),
  nin: (attribute, value) => attribute === undefined || !value.includes(attribute),
} satisfies Record<string, Comparison>;
