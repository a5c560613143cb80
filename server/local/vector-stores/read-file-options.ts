import { invalid } from '../api-error.ts';
import type { Fields } from '../fields.ts';
import { type Chunking, defaultChunking } from '../search/passages.ts';
import type { Attributes } from './vector-store-library.ts';

/** `chunking_strategy` of a request; without one passages have the size this service finds best. */
export function readChunking(fields: Fields): Chunking {
  const strategy = fields.object('chunking_strategy')?.object('static');
  if (!strategy) return defaultChunking;
  const size = strategy.integer('max_chunk_size_tokens', { minimum: 100, maximum: 4096 }) ?? defaultChunking.size;
  const overlap = strategy.integer('chunk_overlap_tokens') ?? 0;
  if (overlap * 2 > size) {
    const path = strategy.path('chunk_overlap_tokens');
    throw invalid(`Invalid '${path}': it may be at most half of max_chunk_size_tokens.`, path);
  }
  return { size, overlap };
}

/** `attributes` of a request. */
export function readAttributes(fields: Fields): Attributes {
  const given = fields.object('attributes');
  return Object.fromEntries(
    (given?.keys() ?? []).map((key) => {
      const value = given?.raw(key);
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [key, value];
      const path = `${fields.path('attributes')}.${key}`;
      throw invalid(`Invalid type for '${path}': expected a string, a number or a boolean.`, path, 'invalid_type');
    }),
  );
}
