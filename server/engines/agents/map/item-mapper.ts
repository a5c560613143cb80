import type { AgentSessionEvent, AgentSessionItem } from 'openai/resources/beta/agents/agents';
import type { Chunk } from '../../../../protocol/index.ts';

export type TurnEvent = AgentSessionEvent;
export type TurnItem = AgentSessionItem;

/** Turns what is told of one item of a turn into chunks. */
export interface ItemMapper {
  begin(): Iterable<Chunk>;
  /** One of the events between the item's beginning and its end. */
  event(event: TurnEvent): Iterable<Chunk>;
  /** The item as it is by now, read after a stream has broken. */
  catchUp(item: TurnItem): Iterable<Chunk>;
  /** The item in its final state, which is the truth whatever the events have told. */
  done(item: TurnItem): Iterable<Chunk>;
  /** The turn broke off: closes what is open. */
  close(): Iterable<Chunk>;
}
