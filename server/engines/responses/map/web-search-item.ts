import type { Chunk } from '../../../../protocol/index.ts';
import { WebSearchPart } from '../../parts/web-search-part.ts';
import type { ItemMapper, UpstreamEvent, UpstreamItem } from './item-mapper.ts';

type Call = Extract<UpstreamItem, { type: 'web_search_call' }>;

/** A search of the web, or a page the model opened there. */
export class WebSearchItem implements ItemMapper {
  readonly #part: WebSearchPart;

  constructor({ id }: Call) {
    this.#part = new WebSearchPart(id);
  }

  begin(): Iterable<Chunk> {
    return this.#part.begin();
  }

  *event(event: UpstreamEvent): Generator<Chunk> {
    if (event.type === 'response.web_search_call.searching') yield* this.#part.search();
  }

  *done(item: UpstreamItem): Generator<Chunk> {
    if (item.type !== 'web_search_call') return;
    yield* this.#part.finish(item.action, item.status !== 'failed' && item.status !== 'incomplete');
  }

  close(): Iterable<Chunk> {
    return this.#part.close();
  }
}
