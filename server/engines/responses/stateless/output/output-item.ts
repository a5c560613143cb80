import type { ConversationItem } from '../../conversation-item.ts';
import type { UpstreamEvent, UpstreamItem } from '../../map/item-mapper.ts';

/** One item of a response as it comes from a server, and as it is told on. */
export interface OutputItem {
  /** One of the events between the item's beginning and its end. */
  event(event: UpstreamEvent): Iterable<UpstreamEvent>;
  /** It is over; with the item in its final state, where the server tells that. */
  end(item?: UpstreamItem): Iterable<UpstreamEvent>;
  /** The item as the thread keeps it, now; undefined as long as there is nothing that could be told again. */
  kept(): ConversationItem | undefined;
}

/** A call of a lent tool. */
export interface LentCall extends OutputItem {
  /** Does what was asked for, and tells what came of it. */
  carryOut(signal: AbortSignal): AsyncIterable<UpstreamEvent>;
}

/** Makes an event of the item: the place of the item in the response is added. */
export type Tell = (event: { type: UpstreamEvent['type'] } & Record<string, unknown>) => UpstreamEvent;
