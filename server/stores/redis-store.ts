import type { Store, ThreadEntry, Transcripts } from '../store.ts';
import { RedisCalls } from './redis/redis-calls.ts';
import type { RedisClient } from './redis/redis-client.ts';
import { RedisRunLog } from './redis/redis-run-log.ts';
import { RedisWatch } from './redis/redis-watch.ts';
import { claim, count, listThreads, putThread, release } from './redis/scripts.ts';

export type { RedisClient, RedisConnection } from './redis/redis-client.ts';

export interface RedisStoreOptions {
  /** What all keys begin with; `assistant:` by default. */
  prefix?: string;
  /** How long it is remembered what has no time of its own, in milliseconds since it was last written; a year by default. */
  keepMs?: number;
  /** Most threads that are listed for one owner; 1000 by default. */
  maxThreadsPerOwner?: number;
  /** Most events of one run; 200,000 by default. */
  maxEvents?: number;
  /** How long a run counts as written after its writer was last heard, in milliseconds; 12 s by default. */
  leaseMs?: number;
}

export interface RedisStore extends Store {
  /** Lets go of the store's own connection; the given client stays as it is. */
  close(): void;
}

/**
 * A store that any number of processes share, in a Redis or Valkey from version 5 on (no cluster): `redisStore(client)`, where the
 * client is one of `redis` that is connected. The store waits for news on a second connection, which it makes when it needs one.
 */
export function redisStore(client: RedisClient, options: RedisStoreOptions = {}): RedisStore {
  const { prefix = 'assistant:', keepMs = 365 * 24 * 60 * 60_000, maxThreadsPerOwner = 1000 } = options;
  const { maxEvents = 200_000, leaseMs = 12_000 } = options;
  const calls = new RedisCalls(client);
  const watch = new RedisWatch(client, calls, `${prefix}bell:${crypto.randomUUID()}`);
  const valueKey = (key: string) => `${prefix}value:${key}`;
  const threadKeys = (owner: string) => [`${prefix}threads:${owner}`, `${prefix}threads:${owner}:entries`];
  /** Redis takes whole milliseconds, and no end is too long for it. */
  const time = (ms: number) => String(Math.max(1, Math.round(Math.min(ms, keepMs))));

  return {
    claim: async (key, value, ttlMs) => (await calls.run(claim, [valueKey(key)], [value, time(ttlMs)])) as string,
    get: async (key) => ((await calls.send(['GET', valueKey(key)])) as string | null) ?? undefined,
    bind: async (key, value, ttlMs = keepMs) => {
      await calls.send(['SET', valueKey(key), value, 'PX', time(ttlMs)]);
    },
    release: async (key, value) => {
      if (value === undefined) await calls.send(['DEL', valueKey(key)]);
      else await calls.run(release, [valueKey(key)], [value]);
    },
    hit: async (key, windowMs) => (await calls.run(count, [`${prefix}hits:${key}`], [time(windowMs)])) as number,
    putThread: async (owner, entry) => {
      const given = [entry.id, JSON.stringify(entry), String(maxThreadsPerOwner), String(keepMs)];
      await calls.run(putThread, threadKeys(owner), given);
    },
    removeThread: async (owner, threadId) => {
      const [order = '', entries = ''] = threadKeys(owner);
      await Promise.all([calls.send(['ZREM', order, threadId]), calls.send(['HDEL', entries, threadId])]);
    },
    listThreads: async (owner, { limit, after }) => {
      const given = [String(limit), ...(after === undefined ? [] : [after])];
      const entries = (await calls.run(listThreads, threadKeys(owner), given)) as (string | null)[];
      return entries.flatMap((entry) => (entry === null ? [] : [JSON.parse(entry) as ThreadEntry]));
    },
    log: new RedisRunLog({ calls, watch, prefix, maxEvents, leaseMs }),
    transcripts: redisTranscripts(calls, prefix, keepMs),
    close: () => watch.close(),
  };
}

function redisTranscripts(calls: RedisCalls, prefix: string, keepMs: number): Transcripts {
  const keyOf = (threadId: string) => `${prefix}transcript:${threadId}`;
  return {
    read: async (threadId) => (await calls.send(['LRANGE', keyOf(threadId), '0', '-1'])) as string[],
    append: async (threadId, items) => {
      if (items.length === 0) return;
      await calls.send(['RPUSH', keyOf(threadId), ...items]);
      await calls.send(['PEXPIRE', keyOf(threadId), String(keepMs)]);
    },
    cut: async (threadId, length) => {
      if (length === 0) await calls.send(['DEL', keyOf(threadId)]);
      else await calls.send(['LTRIM', keyOf(threadId), '0', String(length - 1)]);
    },
    delete: async (threadId) => {
      await calls.send(['DEL', keyOf(threadId)]);
    },
  };
}
