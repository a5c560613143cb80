import type { Fields } from '../fields.ts';
import { readFilter } from './attribute-filter.ts';
import type { SearchOptions } from './search-files.ts';

/** How many results a request wants, how good, and from which files; the same in a search and in a tool. */
export function readSearchOptions(fields: Fields, defaultResults: number): SearchOptions {
  const filters = fields.object('filters');
  return {
    maxResults: fields.integer('max_num_results', { minimum: 1, maximum: 50 }) ?? defaultResults,
    threshold: fields.object('ranking_options')?.number('score_threshold') ?? 0,
    ...(filters && { filter: readFilter(filters) }),
  };
}
