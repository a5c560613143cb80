import type { Appended, LogPage, LogState, RunLog } from '../../store.ts';
import { ExpiringMap } from '../expiring-map.ts';
import type { RedisCalls } from './redis-calls.ts';
import type { RedisWatch } from './redis-watch.ts';
import { append, close, read } from './scripts.ts';

export interface RedisRunLogOptions {
  calls: RedisCalls;
  watch: RedisWatch;
  prefix: string;
  maxEvents: number;
  leaseMs: number;
}

const pageSize = 256;
/** How long a log is kept that nobody closes: no run is longer. */
const keepOpenMs = 24 * 60 * 60_000;

/** The events of runs, each a stream. Who reads a run that this process writes hears of news at once, without asking the server. */
export class RedisRunLog implements RunLog {
  readonly leaseMs: number;
  readonly #options: RedisRunLogOptions;
  readonly #writtenHere = new ExpiringMap<true>(100_000);
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(options: RedisRunLogOptions) {
    this.#options = options;
    this.leaseMs = options.leaseMs;
  }

  async state(runId: string): Promise<LogState> {
    const { size, isClosed, lifeMs } = await this.#read(runId, 0, 0);
    const isUnclosed = size > 0 && !isClosed;
    return { size, isOpen: isUnclosed && lifeMs > 0, isAbandoned: isUnclosed && lifeMs <= 0 };
  }

  async append(runId: string, from: number, events: readonly string[]): Promise<Appended> {
    const { calls, maxEvents } = this.#options;
    this.#writtenHere.set(runId, true, this.leaseMs);
    const given = [from, this.leaseMs, keepOpenMs, maxEvents].map(String);
    const appended = (await calls.run(append, this.#keys(runId), [...given, ...events])) as Appended;
    if (appended !== 'kept') this.#writtenHere.delete(runId);
    this.#wake(runId);
    return appended;
  }

  async close(runId: string, keepMs: number): Promise<void> {
    this.#writtenHere.delete(runId);
    await this.#options.calls.run(close, this.#keys(runId), [String(Math.round(keepMs))]);
    this.#wake(runId);
  }

  async read(runId: string, from: number, signal?: AbortSignal): Promise<LogPage | undefined> {
    for (;;) {
      signal?.throwIfAborted();
      // Before it is looked at: what comes meanwhile must not be missed.
      const news = this.#news(runId, from);
      try {
        const { size, isClosed, lifeMs, events } = await this.#read(runId, from, pageSize);
        if (size === 0) return undefined;
        if (from < size || isClosed) return { events, ended: isClosed && from + events.length >= size };
        if (lifeMs <= 0) return undefined;
        await news.orAfter(lifeMs, signal);
      } finally {
        news.end();
      }
    }
  }

  #keys(runId: string): string[] {
    const key = `${this.#options.prefix}run:${runId}`;
    return [key, `${key}:alive`];
  }

  async #read(runId: string, from: number, most: number) {
    const reply = await this.#options.calls.run(read, this.#keys(runId), [String(from), String(most)]);
    const [size, closed, lifeMs, events] = reply as [number, number, number, string[]];
    return { size, isClosed: closed === 1, lifeMs, events };
  }

  #news(runId: string, from: number) {
    let wake: () => void = () => undefined;
    const woken = new Promise<void>((resolve) => (wake = resolve));
    const here = this.#waiting.get(runId) ?? new Set();
    this.#waiting.set(runId, here.add(wake));
    let unwatch: (() => void) | undefined;
    return {
      orAfter: async (ms: number, signal: AbortSignal | undefined): Promise<void> => {
        const [stream = ''] = this.#keys(runId);
        if (!this.#writtenHere.get(runId)) unwatch = this.#options.watch.watch(stream, `${from}-0`, wake);
        const timer = setTimeout(wake, ms);
        signal?.addEventListener('abort', wake);
        if (signal?.aborted) wake();
        await woken;
        clearTimeout(timer);
        signal?.removeEventListener('abort', wake);
      },
      end: () => {
        unwatch?.();
        here.delete(wake);
        if (here.size === 0) this.#waiting.delete(runId);
      },
    };
  }

  #wake(runId: string): void {
    for (const wake of this.#waiting.get(runId) ?? []) wake();
  }
}
