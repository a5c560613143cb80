import type { Appended, LogPage, LogState } from '../../store.ts';
import type { ObjectPart } from './object-part.ts';
import type { ObjectStorage } from './object-state.ts';

/** A page; null where there is none; or that the reader must ask again, for no request waits for ever. */
export type LogRead = LogPage | null | 'nothing yet';

const pageSize = 256;
/** Longest wait of one request, in milliseconds. */
const patienceMs = 20_000;
/** How long a log is kept that nobody closes: no run is longer. */
const keepOpenMs = 24 * 60 * 60_000;
/** More events no run has, so it must be one that has gone wild. */
const mostEvents = 200_000;

/** The events of one run. */
export class ObjectLog implements ObjectPart {
  readonly #storage: ObjectStorage;
  /** Called once something has changed. */
  readonly #waiting = new Set<() => void>();
  #size: number;
  /** When a closed log may go; undefined while it is open. */
  #closedUntil: number | undefined;
  /** When the writer counts as dead. An object that is started again gives it its time anew. */
  #aliveUntil = Date.now() + 12_000;

  constructor(storage: ObjectStorage) {
    this.#storage = storage;
    storage.sql.exec('CREATE TABLE IF NOT EXISTS events (position INTEGER PRIMARY KEY, event TEXT)');
    storage.sql.exec('CREATE TABLE IF NOT EXISTS closed (id INTEGER PRIMARY KEY, until INTEGER)');
    this.#size = this.#number('SELECT count(*) AS n FROM events') ?? 0;
    this.#closedUntil = this.#number('SELECT until AS n FROM closed');
  }

  async answer(operation: string, given: { from?: number; events?: string[]; leaseMs?: number; keepMs?: number }) {
    this.#forgetExpired();
    const { from = 0, events = [], leaseMs = 0, keepMs = 0 } = given;
    switch (operation) {
      case 'state':
        return this.#state();
      case 'append':
        return this.#append(from, events, leaseMs);
      case 'close':
        return this.#close(keepMs);
      case 'read':
        return this.#read(from);
    }
  }

  #state(): LogState {
    const isWritten = Date.now() < this.#aliveUntil;
    const isUnclosed = this.#size > 0 && this.#closedUntil === undefined;
    return { size: this.#size, isOpen: isUnclosed && isWritten, isAbandoned: isUnclosed && !isWritten };
  }

  async #append(from: number, events: readonly string[], leaseMs: number): Promise<Appended> {
    if (from > this.#size) return 'missing';
    if (from + events.length > mostEvents) throw new RangeError('A run has too many events.');
    const isClosed = this.#closedUntil !== undefined;
    if (isClosed && events.length === 0) return 'refused';
    const known = this.#events(from, events.length);
    if (known.some((event, index) => event !== events[index])) return 'refused';
    if (isClosed && known.length === events.length) return 'kept';

    this.#aliveUntil = Date.now() + leaseMs;
    const fresh = events.slice(known.length);
    const isOpened = isClosed || this.#size === 0;
    for (const event of fresh) this.#storage.sql.exec('INSERT INTO events VALUES (?, ?)', this.#size++, event);
    if (isOpened) {
      this.#closedUntil = undefined;
      this.#storage.sql.exec('DELETE FROM closed');
      await this.#storage.setAlarm(Date.now() + keepOpenMs);
    }
    if (fresh.length > 0) this.#wake();
    return 'kept';
  }

  async #close(keepMs: number): Promise<void> {
    if (this.#size === 0) return;
    this.#closedUntil = Date.now() + keepMs;
    this.#storage.sql.exec('INSERT OR REPLACE INTO closed VALUES (0, ?)', this.#closedUntil);
    await this.#storage.setAlarm(this.#closedUntil);
    this.#wake();
  }

  async #read(from: number): Promise<LogRead> {
    const giveUpAt = Date.now() + patienceMs;
    for (;;) {
      if (this.#size === 0) return null;
      const isClosed = this.#closedUntil !== undefined;
      if (from < this.#size || isClosed) {
        const events = this.#events(from, pageSize);
        return { events, ended: isClosed && from + events.length >= this.#size };
      }
      const now = Date.now();
      if (now >= this.#aliveUntil) return null;
      if (now >= giveUpAt) return 'nothing yet';
      await this.#change(Math.min(this.#aliveUntil, giveUpAt) - now);
      this.#forgetExpired();
    }
  }

  #events(from: number, count: number): string[] {
    const query = 'SELECT event FROM events WHERE position >= ? ORDER BY position LIMIT ?';
    return this.#storage.sql
      .exec(query, from, count)
      .toArray()
      .map(({ event }) => event as string);
  }

  #forgetExpired(): void {
    if (this.#closedUntil === undefined || this.#closedUntil > Date.now()) return;
    this.#storage.sql.exec('DELETE FROM events');
    this.#storage.sql.exec('DELETE FROM closed');
    this.#closedUntil = undefined;
    this.#size = 0;
  }

  #change(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#waiting.add(done);
    });
  }

  #wake(): void {
    for (const done of this.#waiting) done();
  }

  #number(query: string): number | undefined {
    return this.#storage.sql.exec(query).toArray()[0]?.['n'] as number | undefined;
  }
}
