import type { FileSearchCall } from '../items/item.ts';
import type { SearchResult } from '../vector-stores/search-files.ts';
import type { ResponseWriter } from './response-writer.ts';

/** Writes a search and what it found. */
export function writeSearchCall(
  writer: ResponseWriter,
  id: string,
  queries: string[],
  results: readonly SearchResult[],
): void {
  const call: FileSearchCall = { id, type: 'file_search_call', status: 'in_progress', queries: [], results: null };
  const index = writer.add(call);
  const place = { item_id: id, output_index: index };
  writer.emit({ type: 'response.file_search_call.in_progress', ...place });
  writer.emit({ type: 'response.file_search_call.searching', ...place });
  writer.emit({ type: 'response.file_search_call.completed', ...place });
  writer.finish(index, {
    ...call,
    status: 'completed',
    queries,
    results: results.map(({ fileId, filename, score, text, attributes }) => ({
      file_id: fileId,
      filename,
      score,
      text,
      attributes,
    })),
  });
}
