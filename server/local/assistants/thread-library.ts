import type { Message } from 'openai/resources/beta/threads/messages';
import type { Run } from 'openai/resources/beta/threads/runs/runs';
import type { RunStep } from 'openai/resources/beta/threads/runs/steps';
import type { Thread } from 'openai/resources/beta/threads/threads';
import { ApiError } from '../api-error.ts';
import type { Stamp } from '../stamp.ts';
import type { Collection } from '../store/collection.ts';
import type { Store } from '../store/store.ts';
import type { ToolResources } from './tool-resources.ts';

interface StoredThread {
  id: string;
  thread: Thread;
  /** Where its code runs, which clients of this API do not see. */
  containerId?: string;
}

/** Threads with what belongs to them: messages, runs and run steps, all as they cross the wire. */
export class ThreadLibrary {
  readonly #store: Store;
  readonly #stamp: Stamp;
  readonly #threads: Collection<StoredThread>;

  constructor(store: Store, stamp: Stamp) {
    this.#store = store;
    this.#stamp = stamp;
    this.#threads = store.collection('threads');
  }

  async create(metadata: Record<string, string>, resources: ToolResources): Promise<Thread> {
    const id = this.#stamp.id('thread_');
    const created_at = this.#stamp.seconds();
    const thread: Thread = { id, object: 'thread', created_at, metadata, tool_resources: resources };
    await this.#threads.put({ id, thread });
    return thread;
  }

  /** @throws {ApiError} 404 */
  async get(id: string): Promise<Thread> {
    return (await this.#stored(id)).thread;
  }

  async containerOf(id: string): Promise<string | undefined> {
    return (await this.#stored(id)).containerId;
  }

  /** @throws {ApiError} 404 */
  async change(id: string, change: Partial<Pick<Thread, 'metadata' | 'tool_resources'>>): Promise<Thread> {
    const changed = await this.#threads.update(id, (stored) => ({
      ...stored,
      thread: { ...stored.thread, ...change },
    }));
    if (!changed) throw none('thread', id);
    return changed.thread;
  }

  async keepContainer(id: string, containerId: string): Promise<void> {
    await this.#threads.update(id, (stored) => ({ ...stored, containerId }));
  }

  async remove(id: string): Promise<void> {
    await this.get(id);
    await this.#threads.delete(id);
    for (const kind of ['messages', 'runs', 'steps']) await this.#store.removeCollection(`${kind}/${id}`);
  }

  messages(threadId: string): Promise<Collection<Message>> {
    return this.#of('messages', threadId);
  }

  runs(threadId: string): Promise<Collection<Run>> {
    return this.#of('runs', threadId);
  }

  /** The steps of all runs of a thread. */
  steps(threadId: string): Promise<Collection<RunStep>> {
    return this.#of('steps', threadId);
  }

  /** @throws {ApiError} 404 */
  async message(threadId: string, id: string): Promise<Message> {
    const message = await (await this.messages(threadId)).get(id);
    if (!message) throw none('message', id);
    return message;
  }

  async #of<T extends { id: string }>(kind: string, threadId: string): Promise<Collection<T>> {
    await this.get(threadId);
    return this.#store.collection<T>(`${kind}/${threadId}`);
  }

  async #stored(id: string): Promise<StoredThread> {
    const stored = await this.#threads.get(id);
    if (!stored) throw none('thread', id);
    return stored;
  }
}

/** 404 in this API's words. */
export function none(kind: string, id: string): ApiError {
  return new ApiError(404, `No ${kind} found with id '${id}'.`);
}
