import type { ObjectPart } from './object-part.ts';
import type { ObjectStorage } from './object-state.ts';

/** A value or a count, with its time. */
export class ObjectValue implements ObjectPart {
  readonly #storage: ObjectStorage;

  constructor(storage: ObjectStorage) {
    this.#storage = storage;
    storage.sql.exec('CREATE TABLE IF NOT EXISTS value (id INTEGER PRIMARY KEY, value TEXT, until INTEGER)');
  }

  async answer(
    operation: string,
    given: { value?: string; ttlMs?: number | null; windowMs?: number },
  ): Promise<unknown> {
    switch (operation) {
      case 'get':
        return this.#get();
      case 'claim':
        return this.#get() ?? this.#set(given.value, given.ttlMs);
      case 'bind':
        return this.#set(given.value, given.ttlMs);
      case 'release':
        if (given.value === undefined || given.value === this.#get()) this.#storage.sql.exec('DELETE FROM value');
        return undefined;
      case 'hit':
        return this.#hit(given.windowMs);
      default:
        return undefined;
    }
  }

  #get(): string | undefined {
    const query = 'SELECT value FROM value WHERE until IS NULL OR until > ?';
    return this.#storage.sql.exec(query, Date.now()).toArray()[0]?.['value'] as string | undefined;
  }

  async #set(value = '', ttlMs?: number | null): Promise<string> {
    // JSON has no word for a time without end.
    const until = ttlMs == null ? null : Date.now() + ttlMs;
    this.#storage.sql.exec('INSERT OR REPLACE INTO value VALUES (0, ?, ?)', value, until);
    await (until === null ? this.#storage.deleteAlarm() : this.#storage.setAlarm(until));
    return value;
  }

  async #hit(windowMs = 0): Promise<number> {
    const count = Number(this.#get() ?? 0) + 1;
    if (count === 1) await this.#set('1', windowMs);
    else this.#storage.sql.exec('UPDATE value SET value = ?', String(count));
    return count;
  }
}
