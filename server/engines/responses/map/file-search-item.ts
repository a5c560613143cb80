import type { Chunk } from '../../../../protocol/index.ts';
import type { MessageScope } from '../../parts/message-scope.ts';
import { SearchPart } from '../../parts/search-part.ts';
import type { ItemMapper, UpstreamEvent, UpstreamItem } from './item-mapper.ts';

type Call = Extract<UpstreamItem, { type: 'file_search_call' }>;

/** A search of the thread's files. */
export class FileSearchItem implements ItemMapper {
  readonly #part: SearchPart;

  constructor(scope: MessageScope, { id }: Call) {
    this.#part = new SearchPart(scope, id);
  }

  begin(): Iterable<Chunk> {
    return this.#part.begin();
  }

  *event(event: UpstreamEvent): Generator<Chunk> {
    if (event.type === 'response.file_search_call.searching') yield* this.#part.search();
  }

  *done(item: UpstreamItem): Generator<Chunk> {
    if (item.type !== 'file_search_call') return;
    const hasRun = item.status !== 'failed' && item.status !== 'incomplete';
    yield* this.#part.finish({ queries: item.queries ?? [], hasRun, results: item.results ?? [] });
  }

  close(): Iterable<Chunk> {
    return this.#part.close();
  }
}
