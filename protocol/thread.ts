import type { UIMessage } from './message.ts';
import type { RunStatus } from './run.ts';

export interface Thread {
  /** An opaque handle. */
  id: string;
  title: string | null;
  /** Milliseconds since the epoch. */
  createdAt: number;
  updatedAt: number;
  metadata: Record<string, string>;
  activeRun: { id: string; status: RunStatus } | null;
}

/** A run that still writes, and how far its message in the same answer has come. */
export interface ActiveRun {
  id: string;
  status: RunStatus;
  messageId: string;
  /** The id of the last event already in the message, or null where it has to be replayed whole. */
  lastEventId: string | null;
}

/** A page of a list; `after` is the cursor of the next one. */
export interface Page<Item> {
  data: Item[];
  hasMore: boolean;
  after: string | null;
}

export interface MessagePage extends Page<UIMessage> {
  activeRun: ActiveRun | null;
}
