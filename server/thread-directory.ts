import type { Thread } from '../protocol/index.ts';
import type { Adapter } from './adapter.ts';
import { AssistantError } from './assistant-error.ts';
import type { ThreadRecord } from './engine.ts';
import { looksLikeHandle } from './access/handles.ts';
import type { Visit } from './access/visit.ts';

export interface FoundThread {
  threadId: string;
  /** The thread itself, where it has just been made and need not be read. */
  fresh?: ThreadRecord;
}

/** Finds threads by what clients call them, and keeps each owner's list of them. */
export class ThreadDirectory {
  readonly #adapter: Adapter;
  /** Threads that are being made for ids that clients have invented. */
  readonly #coming = new Map<string, Promise<FoundThread>>();

  constructor(adapter: Adapter) {
    this.#adapter = adapter;
  }

  /**
   * The thread with that handle or, for ids that clients make up, the one that began under it; undefined where none has.
   * @throws {AssistantError} `not_found` for a handle that is not the caller's, without asking anybody
   */
  async find(id: string, visit: Visit): Promise<string | undefined> {
    if (!looksLikeHandle(id)) return this.#adapter.store.get(clientKey(id, visit.ownerKey));
    const threadId = visit.names.openThread(id);
    if (threadId === undefined) throw new AssistantError('not_found');
    return threadId;
  }

  /** @throws {AssistantError} `not_found` */
  async require(id: string, visit: Visit): Promise<string> {
    const threadId = await this.find(id, visit);
    if (threadId === undefined) throw new AssistantError('not_found');
    return threadId;
  }

  /** The thread with that id, which begins now where it has not begun before; a double click begins one thread. */
  async findOrBegin(id: string, title: string, visit: Visit): Promise<FoundThread> {
    const threadId = await this.find(id, visit);
    if (threadId !== undefined) return { threadId };
    const key = clientKey(id, visit.ownerKey);
    const coming = this.#coming.get(key) ?? this.#begin(key, title, visit).finally(() => this.#coming.delete(key));
    this.#coming.set(key, coming);
    return coming;
  }

  /** A thread that is gone is gone from the list, and the client's own id for it is free again. */
  async forget(id: string, threadId: string, visit: Visit): Promise<void> {
    const { store } = this.#adapter;
    await store.removeThread(visit.ownerKey, threadId);
    if (!looksLikeHandle(id)) await store.release(clientKey(id, visit.ownerKey));
  }

  /** Puts the thread at the head of its owner's list. */
  async list(thread: ThreadRecord, visit: Visit): Promise<void> {
    const { id, title, createdAt, updatedAt, metadata } = thread;
    await this.#adapter.store.putThread(visit.ownerKey, { id, title, createdAt, updatedAt, metadata });
  }

  /** The thread as it crosses the wire. */
  toWire(thread: Omit<ThreadRecord, 'activeRun'> & Partial<ThreadRecord>, visit: Visit): Thread {
    const { id, title, createdAt, updatedAt, metadata, activeRun } = thread;
    const held = this.#adapter.runs.get(id);
    const run =
      held?.id !== undefined
        ? { id: held.id, status: held.status }
        : activeRun
          ? { id: visit.names.run(activeRun.id, id), status: activeRun.status }
          : null;
    return { id: visit.names.thread(id), title, createdAt, updatedAt, metadata, activeRun: run };
  }

  async #begin(key: string, title: string, visit: Visit): Promise<FoundThread> {
    const { engine, store } = this.#adapter;
    const fresh = await engine.createThread({ title }, visit.patient);
    // Another process may have been as fast; then the two of them agree here, and one empty thread is left over.
    const threadId = await store.claim(key, fresh.id, Number.POSITIVE_INFINITY);
    if (threadId !== fresh.id) return { threadId };
    await this.list(fresh, visit);
    return { threadId, fresh };
  }
}

/** Where a store keeps which thread a client means by an id of its own. */
export function clientKey(id: string, ownerKey: string): string {
  return `chat:${ownerKey}:${id}`;
}
