import type { AgentWebSearchCallItem } from 'openai/resources/beta/agents/agents';
import type { Chunk } from '../../../../protocol/index.ts';
import { WebSearchPart } from '../../parts/web-search-part.ts';
import type { ItemMapper, TurnItem } from './item-mapper.ts';

/** A search of the web, or a page the agent opened there. */
export class WebSearchItem implements ItemMapper {
  readonly #part: WebSearchPart;

  constructor({ id }: AgentWebSearchCallItem) {
    this.#part = new WebSearchPart(id);
  }

  *begin(): Generator<Chunk> {
    yield* this.#part.begin();
    yield* this.#part.search();
  }

  *event(): Generator<Chunk> {}

  *catchUp(): Generator<Chunk> {}

  *done(item: TurnItem): Generator<Chunk> {
    if (item.type === 'web_search_call') yield* this.#part.finish(item.action, item.status !== 'incomplete');
  }

  close(): Iterable<Chunk> {
    return this.#part.close();
  }
}
