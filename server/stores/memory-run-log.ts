import type { Appended, LogPage, LogState, RunLog } from '../store.ts';

interface Log {
  events: string[];
  isClosed: boolean;
  /** When it may go if it is closed, and else when it counts as abandoned, in milliseconds since the epoch. */
  until: number;
  /** Who reads what is not there yet. */
  waiting: Set<Waiting>;
  /** Signals of those who read, each listened to once however often they read on. */
  heeded: WeakSet<AbortSignal>;
  /** Looks whether the log has been abandoned, as long as somebody waits. */
  timer: ReturnType<typeof setTimeout> | undefined;
  length: number;
}

interface Waiting {
  from: number;
  signal: AbortSignal | undefined;
  resolve: (page: LogPage | undefined) => void;
  reject: (reason: unknown) => void;
}

export interface MemoryRunLogOptions {
  /** Most of all logs together, in UTF-16 code units. */
  maxLength?: number | undefined;
  leaseMs?: number | undefined;
}

/** Most events of one page, so that a reader who has fallen far behind is served in pieces. */
const pageSize = 256;

/** How long an abandoned log is kept, and how often it is looked for logs that may go, in milliseconds. */
const keepAbandonedMs = 10 * 60_000;
const sweepMs = 1000;

/** Logs in the memory of this process; the oldest that nobody writes go first when there is too much of them. */
export class MemoryRunLog implements RunLog {
  readonly leaseMs: number;
  readonly #logs = new Map<string, Log>();
  readonly #maxLength: number;
  #length = 0;
  #sweptAt = 0;

  constructor({ maxLength = 64 * 1024 * 1024, leaseMs = 12_000 }: MemoryRunLogOptions = {}) {
    this.#maxLength = maxLength;
    this.leaseMs = leaseMs;
  }

  state(runId: string): Promise<LogState> {
    const log = this.#find(runId);
    const isWritten = log !== undefined && log.until > Date.now();
    return Promise.resolve({
      size: log?.events.length ?? 0,
      isOpen: isWritten && !log.isClosed,
      isAbandoned: log !== undefined && !log.isClosed && !isWritten,
    });
  }

  append(runId: string, from: number, events: readonly string[]): Promise<Appended> {
    return Promise.resolve(this.#append(runId, from, events));
  }

  close(runId: string, keepMs: number): Promise<void> {
    const log = this.#find(runId);
    if (!log) return Promise.resolve();
    log.isClosed = true;
    log.until = Date.now() + keepMs;
    // To the end, so that the oldest ones are found first.
    this.#logs.delete(runId);
    this.#logs.set(runId, log);
    wake(log);
    return Promise.resolve();
  }

  read(runId: string, from: number, signal?: AbortSignal): Promise<LogPage | undefined> {
    const log = this.#find(runId);
    if (!log) return Promise.resolve(undefined);
    const page = read(log, from);
    if (page !== 'later') return Promise.resolve(page);
    return new Promise((resolve, reject) => {
      log.waiting.add({ from, signal, resolve, reject });
      log.timer ??= setTimeout(() => look(log), log.until - Date.now());
      if (signal) heed(log, signal);
    });
  }

  #append(runId: string, from: number, events: readonly string[]): Appended {
    const log = this.#find(runId) ?? newLog();
    const { length } = log.events;
    if (from > length) return 'missing';
    if (log.isClosed && events.length === 0) return 'refused';
    const known = Math.min(events.length, length - from);
    for (let index = 0; index < known; index++) if (log.events[from + index] !== events[index]) return 'refused';
    if (log.isClosed && known === events.length) return 'kept';

    for (let index = known; index < events.length; index++) {
      const event = events[index] ?? '';
      log.events.push(event);
      log.length += event.length;
      this.#length += event.length;
    }
    log.isClosed = false;
    log.until = Date.now() + this.leaseMs;
    this.#logs.set(runId, log);
    if (known < events.length) wake(log);
    if (this.#length > this.#maxLength) this.#makeRoom();
    return 'kept';
  }

  #find(runId: string): Log | undefined {
    this.#sweep();
    const log = this.#logs.get(runId);
    if (!log || !mayGo(log, Date.now())) return log;
    this.#forget(runId, log);
    return undefined;
  }

  #sweep(): void {
    const now = Date.now();
    if (now - this.#sweptAt < sweepMs) return;
    this.#sweptAt = now;
    for (const [runId, log] of this.#logs) if (mayGo(log, now)) this.#forget(runId, log);
  }

  #makeRoom(): void {
    const now = Date.now();
    for (const [runId, log] of this.#logs) {
      if (this.#length <= this.#maxLength) return;
      if (log.isClosed || log.until <= now) this.#forget(runId, log);
    }
  }

  #forget(runId: string, log: Log): void {
    this.#logs.delete(runId);
    this.#length -= log.length;
    // Who waits finds nothing any more.
    log.until = 0;
    wake(log);
    stopLooking(log);
  }
}

function mayGo({ isClosed, until }: Log, now: number): boolean {
  return until + (isClosed ? 0 : keepAbandonedMs) <= now;
}

function newLog(): Log {
  return {
    events: [],
    isClosed: false,
    until: 0,
    waiting: new Set(),
    heeded: new WeakSet(),
    timer: undefined,
    length: 0,
  };
}

/** `later` where there is nothing yet; undefined where nobody writes any more. */
function read({ events, isClosed, until }: Log, from: number): LogPage | 'later' | undefined {
  if (from < events.length || isClosed) {
    const page = events.slice(from, from + pageSize);
    return { events: page, ended: isClosed && from + page.length >= events.length };
  }
  return until > Date.now() ? 'later' : undefined;
}

/** Answers those whose time has come. */
function wake(log: Log): void {
  for (const waiting of log.waiting) {
    const page = read(log, waiting.from);
    if (page === 'later') continue;
    log.waiting.delete(waiting);
    waiting.resolve(page);
  }
  // While it is written the timer stays, so that an event costs none.
  if (log.isClosed) stopLooking(log);
}

function look(log: Log): void {
  log.timer = undefined;
  wake(log);
  if (log.waiting.size > 0) log.timer = setTimeout(() => look(log), log.until - Date.now());
}

function stopLooking(log: Log): void {
  clearTimeout(log.timer);
  log.timer = undefined;
}

function heed(log: Log, signal: AbortSignal): void {
  const leave = () => {
    for (const waiting of log.waiting) {
      if (waiting.signal !== signal) continue;
      log.waiting.delete(waiting);
      waiting.reject(signal.reason);
    }
    if (log.waiting.size === 0) stopLooking(log);
  };
  if (signal.aborted) leave();
  else if (!log.heeded.has(signal)) signal.addEventListener('abort', leave, { once: true });
  log.heeded.add(signal);
}
