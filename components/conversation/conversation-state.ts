import type { AdapterConfig, Thread, UIMessage, WireError, WireLimits } from '../../protocol/index.ts';
import type { Attachment } from './files/attachment.ts';
import { ConversationChangeEvent, type ConversationFacet } from './conversation-events.ts';

/**
 * - `ready`: a message can be sent;
 * - `submitted`: a message waits for its files or for the assistant to take it;
 * - `streaming`: the reply is being written;
 * - `error`: the last thing tried has failed, see `error`; a message can be sent, and `retry` tries that thing again.
 */
export type ConversationStatus = 'ready' | 'submitted' | 'streaming' | 'error';

/**
 * What happens at this moment. `phase` is `loading` while a thread is fetched, `uploading` while a message waits for its
 * files; else it is the backend's word.
 */
export interface Activity {
  readonly phase: string;
  /** Words of the backend for a person; empty where the page has to find its own. */
  readonly text: string;
  readonly toolCallId?: string;
}

/** Everything there is to draw. A new object after each change, the same one until then. */
export interface ConversationSnapshot {
  readonly messages: readonly UIMessage[];
  /** The thread has older messages that are not loaded. */
  readonly hasEarlier: boolean;
  readonly status: ConversationStatus;
  /** What went wrong last; the next success clears it. */
  readonly error: WireError | null;
  readonly connection: 'online' | 'reconnecting';
  readonly activity: Activity | null;
  readonly threadId: string | null;
  /** What the backend offers; null until it is known, and where the backend does not say. */
  readonly config: AdapterConfig | null;
  /** The threads loaded so far, the newest first; null until they are, and where the backend lists none. */
  readonly threads: readonly Thread[] | null;
  readonly hasMoreThreads: boolean;
  /** The draft's text. */
  readonly input: string;
  /** The draft's files. */
  readonly attachments: readonly Attachment[];
  /** What holds for a message: the backend's limits, narrowed by the page's. */
  readonly limits: WireLimits;
}

const facets: Record<keyof ConversationSnapshot, ConversationFacet> = {
  messages: 'messages',
  hasEarlier: 'messages',
  status: 'status',
  error: 'status',
  connection: 'status',
  activity: 'activity',
  threadId: 'thread',
  config: 'config',
  limits: 'config',
  threads: 'threads',
  hasMoreThreads: 'threads',
  input: 'input',
  attachments: 'attachments',
};

/** The one place where a conversation's state changes. Listeners hear once of all that changed in the same turn of the event loop. */
export class ConversationState {
  #snapshot: ConversationSnapshot;
  readonly #dispatch: (event: Event) => void;
  #changed: Set<ConversationFacet> | undefined;
  #isOpen = false;

  constructor(threadId: string | null, dispatch: (event: Event) => void) {
    this.#snapshot = {
      messages: [],
      hasEarlier: false,
      status: 'ready',
      error: null,
      connection: 'online',
      activity: null,
      threadId,
      config: null,
      threads: null,
      hasMoreThreads: false,
      input: '',
      attachments: [],
      limits: { maxFileBytes: Infinity, maxFiles: Infinity, maxTextLength: Infinity, accept: '' },
    };
    this.#dispatch = dispatch;
  }

  get snapshot(): ConversationSnapshot {
    return this.#snapshot;
  }

  /** From now on changes are told; those before have made the first state. */
  open(): void {
    this.#isOpen = true;
  }

  update(patch: Partial<ConversationSnapshot>): void {
    const keys = Object.keys(patch) as (keyof ConversationSnapshot)[];
    const changed = keys.filter((key) => !Object.is(patch[key], this.#snapshot[key]));
    if (changed.length === 0) return;
    this.#snapshot = { ...this.#snapshot, ...patch };
    if (!this.#isOpen) return;
    if (!this.#changed) {
      this.#changed = new Set();
      queueMicrotask(() => this.#announce());
    }
    for (const key of changed) this.#changed.add(facets[key]);
  }

  #announce(): void {
    const changed = this.#changed;
    this.#changed = undefined;
    if (changed) this.#dispatch(new ConversationChangeEvent(changed));
  }
}
