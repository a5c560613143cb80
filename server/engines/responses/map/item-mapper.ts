import type { ResponseOutputItem, ResponseStreamEvent } from 'openai/resources/responses/responses';
import type { Chunk } from '../../../../protocol/index.ts';

export type UpstreamEvent = ResponseStreamEvent;
export type UpstreamItem = ResponseOutputItem;

/** Turns what is told of one output item into chunks. Services leave events out, so each step makes up for what came before. */
export interface ItemMapper {
  /** One of the events between the item's beginning and its end. */
  event(event: UpstreamEvent): Iterable<Chunk>;
  /** The item in its final state, which is the truth whatever the events have told. */
  done(item: UpstreamItem): Iterable<Chunk>;
  /** The run broke off: closes what is open. */
  close(): Iterable<Chunk>;
}

/** Flat as the types have it, or nested as it comes over the wire. */
export function errorCode(event: Extract<UpstreamEvent, { type: 'error' }>): string | null {
  const nested = (event as { error?: { code?: string | null } }).error;
  return nested?.code ?? event.code;
}
