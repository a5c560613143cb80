import type { Appended, LogPage, LogState, RunLog, Store, ThreadEntry, Transcripts } from '../store.ts';
import type { LogRead } from './durable-objects/object-log.ts';

export { AssistantStore } from './durable-objects/assistant-store.ts';

/**
 * What is used of a binding to Durable Objects.
 * @see https://developers.cloudflare.com/durable-objects/api/namespace/
 */
export interface ObjectNamespace<Id = unknown> {
  idFromName(name: string): Id;
  get(id: Id): { fetch(url: string, init?: RequestInit): Promise<Response> };
}

export interface DurableObjectsStoreOptions {
  /** What the names of all objects begin with, for several assistants with one binding; empty by default. */
  prefix?: string;
  /** Most threads that are listed for one owner; 1000 by default. */
  maxThreadsPerOwner?: number;
  /** How long a run counts as written after its writer was last heard, in milliseconds; 12 s by default. */
  leaseMs?: number;
}

type Call = (operation: string, given?: object, signal?: AbortSignal) => Promise<unknown>;

/**
 * A store in Durable Objects, one for each run, thread, owner and claim: `durableObjectsStore(env.STORE)`, where the Worker exports
 * `AssistantStore` from here and binds it as `STORE` with `new_sqlite_classes`.
 */
export function durableObjectsStore<Id>(
  namespace: ObjectNamespace<Id>,
  { prefix = '', maxThreadsPerOwner = 1000, leaseMs = 12_000 }: DurableObjectsStoreOptions = {},
): Store {
  const object = (name: string): Call => {
    const stub = namespace.get(namespace.idFromName(`${prefix}${name}`));
    return async (operation, given = {}, signal) => {
      const response = await stub.fetch(`https://store.invalid/${operation}`, {
        method: 'POST',
        body: JSON.stringify(given),
        ...(signal ? { signal } : {}),
      });
      if (!response.ok) throw new Error(`The store has answered ${response.status} to ${operation}.`);
      return response.json();
    };
  };
  const value = (key: string) => object(`value:${key}`);
  const threads = (owner: string) => object(`threads:${owner}`);

  return {
    claim: async (key, claimed, ttlMs) => (await value(key)('value/claim', { value: claimed, ttlMs })) as string,
    get: async (key) => ((await value(key)('value/get')) as string | null) ?? undefined,
    bind: async (key, bound, ttlMs) => void (await value(key)('value/bind', { value: bound, ttlMs })),
    release: async (key, released) => void (await value(key)('value/release', { value: released })),
    hit: async (key, windowMs) => (await object(`hits:${key}`)('value/hit', { windowMs })) as number,
    putThread: async (owner, entry) => void (await threads(owner)('threads/put', { entry, most: maxThreadsPerOwner })),
    removeThread: async (owner, threadId) => void (await threads(owner)('threads/remove', { threadId })),
    listThreads: async (owner, page) => (await threads(owner)('threads/list', page)) as ThreadEntry[],
    log: new ObjectsRunLog((runId) => object(`run:${runId}`), leaseMs),
    transcripts: transcripts((threadId) => object(`transcript:${threadId}`)),
  };
}

class ObjectsRunLog implements RunLog {
  readonly leaseMs: number;
  readonly #object: (runId: string) => Call;

  constructor(object: (runId: string) => Call, leaseMs: number) {
    this.#object = object;
    this.leaseMs = leaseMs;
  }

  async state(runId: string): Promise<LogState> {
    return (await this.#object(runId)('log/state')) as LogState;
  }

  async append(runId: string, from: number, events: readonly string[]): Promise<Appended> {
    return (await this.#object(runId)('log/append', { from, events, leaseMs: this.leaseMs })) as Appended;
  }

  async close(runId: string, keepMs: number): Promise<void> {
    await this.#object(runId)('log/close', { keepMs });
  }

  async read(runId: string, from: number, signal?: AbortSignal): Promise<LogPage | undefined> {
    for (;;) {
      signal?.throwIfAborted();
      const read = (await this.#object(runId)('log/read', { from }, signal)) as LogRead;
      if (read !== 'nothing yet') return read ?? undefined;
    }
  }
}

function transcripts(object: (threadId: string) => Call): Transcripts {
  return {
    read: async (threadId) => (await object(threadId)('transcript/read')) as string[],
    append: async (threadId, items) => void (await object(threadId)('transcript/append', { items })),
    cut: async (threadId, length) => void (await object(threadId)('transcript/cut', { length })),
    delete: async (threadId) => void (await object(threadId)('transcript/cut', { length: 0 })),
  };
}
