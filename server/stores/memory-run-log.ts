import type { LogPage, LogState, RunLog } from '../store.ts';

interface Log {
  events: string[];
  /** When a closed log may go, in milliseconds since the epoch; undefined while it is open. */
  expiresAt: number | undefined;
  /** Called once something has changed. */
  waiting: Set<() => void>;
  length: number;
}

/** Most events of one page, so that a reader who has fallen far behind is served in pieces. */
const pageSize = 256;

/** Logs in the memory of this process; the oldest closed ones go first when there is too much of them. */
export class MemoryRunLog implements RunLog {
  readonly #logs = new Map<string, Log>();
  readonly #maxLength: number;
  #length = 0;

  /** @param maxLength of all logs together, in UTF-16 code units */
  constructor(maxLength = 64 * 1024 * 1024) {
    this.#maxLength = maxLength;
  }

  state(runId: string): Promise<LogState> {
    this.#forgetExpired();
    const log = this.#logs.get(runId);
    return Promise.resolve({ size: log?.events.length ?? 0, isOpen: log !== undefined && log.expiresAt === undefined });
  }

  append(runId: string, events: readonly string[]): Promise<void> {
    const log = this.#open(runId);
    for (const event of events) {
      log.events.push(event);
      log.length += event.length;
      this.#length += event.length;
    }
    this.#wake(log);
    if (this.#length > this.#maxLength) this.#makeRoom();
    return Promise.resolve();
  }

  close(runId: string, keepMs: number): Promise<void> {
    const log = this.#open(runId);
    log.expiresAt = Date.now() + keepMs;
    // To the end, so that the oldest ones are found first.
    this.#logs.delete(runId);
    this.#logs.set(runId, log);
    this.#wake(log);
    return Promise.resolve();
  }

  async read(runId: string, from: number, signal?: AbortSignal): Promise<LogPage | undefined> {
    this.#forgetExpired();
    for (;;) {
      const log = this.#logs.get(runId);
      if (!log) return undefined;
      const isClosed = log.expiresAt !== undefined;
      if (from < log.events.length || isClosed) {
        const events = log.events.slice(from, from + pageSize);
        return { events, ended: isClosed && from + events.length >= log.events.length };
      }
      await this.#change(log, signal);
      signal?.throwIfAborted();
    }
  }

  #open(runId: string): Log {
    let log = this.#logs.get(runId);
    if (!log) {
      this.#forgetExpired();
      log = { events: [], expiresAt: undefined, waiting: new Set(), length: 0 };
      this.#logs.set(runId, log);
    }
    log.expiresAt = undefined;
    return log;
  }

  #change(log: Log, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        log.waiting.delete(done);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      log.waiting.add(done);
      signal?.addEventListener('abort', done);
      if (signal?.aborted) done();
    });
  }

  #wake(log: Log): void {
    for (const wake of log.waiting) wake();
  }

  #forgetExpired(): void {
    const now = Date.now();
    for (const [runId, log] of this.#logs) {
      if (log.expiresAt !== undefined && log.expiresAt <= now) this.#forget(runId, log);
    }
  }

  #makeRoom(): void {
    for (const [runId, log] of this.#logs) {
      if (this.#length <= this.#maxLength) return;
      if (log.expiresAt !== undefined) this.#forget(runId, log);
    }
  }

  #forget(runId: string, log: Log): void {
    this.#logs.delete(runId);
    this.#length -= log.length;
    this.#wake(log);
  }
}
