import type { ConversationItem } from '../../conversation-item.ts';
import type { UpstreamEvent, UpstreamItem } from '../../map/item-mapper.ts';
import type { OutputItem, Tell } from './output-item.ts';

/** An item that is told on as it comes: a thought, a search of the web, whatever else a server can do by itself. */
export class PlainItem implements OutputItem {
  readonly #tell: Tell;
  readonly #first: UpstreamItem;
  #last: UpstreamItem | undefined;

  constructor(item: UpstreamItem, id: string, tell: Tell) {
    this.#first = { ...item, id } as UpstreamItem;
    this.#tell = tell;
  }

  *begin(): Generator<UpstreamEvent> {
    yield this.#tell({ type: 'response.output_item.added', item: this.#first });
  }

  *event(event: UpstreamEvent): Generator<UpstreamEvent> {
    yield this.#tell({ ...event });
  }

  *end(item?: UpstreamItem): Generator<UpstreamEvent> {
    if (!item || this.#last) return;
    this.#last = { ...item, id: this.#first.id } as UpstreamItem;
    yield this.#tell({ type: 'response.output_item.done', item: this.#last });
  }

  kept(): ConversationItem | undefined {
    return this.#last as ConversationItem | undefined;
  }
}
