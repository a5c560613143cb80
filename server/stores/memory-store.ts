import type { Store, ThreadEntry } from '../store.ts';
import { ExpiringMap } from './expiring-map.ts';
import { MemoryRunLog } from './memory-run-log.ts';
import { MemoryTranscripts } from './memory-transcripts.ts';
import { ThreadList } from './thread-list.ts';

export interface MemoryStoreOptions {
  /** How long a run counts as written after its writer was last heard, in milliseconds; 12 s by default. */
  leaseMs?: number;
  limits?: {
    /** Most keys that are remembered; the oldest go first. */
    maxKeys?: number;
    /** Most owners whose thread lists are remembered, and most threads of one. */
    maxOwners?: number;
    maxThreadsPerOwner?: number;
    /** Most of the events of runs, in UTF-16 code units. */
    maxLogLength?: number;
    /** Most of the transcripts of threads that no service keeps, in UTF-16 code units. */
    maxTranscriptLength?: number;
  };
}

/** A store in the memory of this process, bounded in every direction. A restart forgets it: threads stay where a service keeps them, their list does not. */
export function memoryStore({ limits = {}, leaseMs }: MemoryStoreOptions = {}): Store {
  const {
    maxKeys = 100_000,
    maxOwners = 10_000,
    maxThreadsPerOwner = 1000,
    maxLogLength,
    maxTranscriptLength,
  } = limits;
  const values = new ExpiringMap<string>(maxKeys);
  const hits = new ExpiringMap<number>(maxKeys);
  const threads = new ExpiringMap<ThreadList>(maxOwners);

  return {
    claim: async (key, value, ttlMs) => {
      const standing = values.get(key);
      if (standing !== undefined) return standing;
      values.set(key, value, ttlMs);
      return value;
    },
    get: async (key) => values.get(key),
    bind: async (key, value, ttlMs) => values.set(key, value, ttlMs),
    release: async (key, value) => {
      if (value === undefined || values.get(key) === value) values.delete(key);
    },
    hit: async (key, windowMs) => {
      const count = (hits.get(key) ?? 0) + 1;
      if (count === 1) hits.set(key, count, windowMs);
      else hits.replace(key, count);
      return count;
    },
    putThread: async (owner, entry) => {
      const list = threads.get(owner) ?? new ThreadList(maxThreadsPerOwner);
      list.put(structuredClone(entry));
      threads.set(owner, list);
    },
    removeThread: async (owner, threadId) => threads.get(owner)?.remove(threadId),
    listThreads: async (owner, page): Promise<ThreadEntry[]> => structuredClone(threads.get(owner)?.page(page) ?? []),
    log: new MemoryRunLog({ maxLength: maxLogLength, leaseMs }),
    transcripts: new MemoryTranscripts(maxTranscriptLength),
  };
}
