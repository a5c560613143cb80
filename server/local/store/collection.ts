import type { Disk } from './disk.ts';

/**
 * All things of one kind, one JSON file each, read when first asked for. What is in memory is the truth from then on, so a
 * change is seen by everybody at once and only the writing takes time. Values are never changed in place.
 */
export class Collection<T extends { id: string }> {
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #values = new Map<string, T>();
  /** What is gone stays gone, also for somebody who was just reading it. */
  readonly #gone = new Set<string>();
  readonly #writing = new Map<string, Promise<void>>();
  #listing: Promise<void> | undefined;

  constructor(disk: Disk, folder: string) {
    this.#disk = disk;
    this.#folder = folder;
  }

  async get(id: string): Promise<T | undefined> {
    const known = this.#values.get(id);
    if (known || !isId(id) || this.#gone.has(id)) return known;
    const bytes = await this.#disk.read(this.#path(id));
    if (bytes && !this.#values.has(id) && !this.#gone.has(id)) this.#values.set(id, this.#parse(id, bytes));
    return this.#values.get(id);
  }

  /** All of them, oldest first. */
  async list(): Promise<T[]> {
    await this.load();
    return this.values().sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Reads them all, so that `values` has them. */
  load(): Promise<void> {
    this.#listing ??= this.#readAll();
    return this.#listing;
  }

  /** Those in memory, for whoever must not wait between looking and changing. */
  values(): T[] {
    return [...this.#values.values()];
  }

  async put(value: T): Promise<void> {
    this.#gone.delete(value.id);
    this.#values.set(value.id, value);
    await this.#write(value.id);
  }

  /** The thing after a change, or undefined where there is none. Changes of one thing follow one another, none is lost. */
  async update(id: string, change: (value: T) => T): Promise<T | undefined> {
    await this.get(id);
    // Between reading and changing nothing may wait, or a change made meanwhile would be lost.
    const value = this.#values.get(id);
    if (!value) return undefined;
    const changed = change(value);
    await this.put(changed);
    return changed;
  }

  async delete(id: string): Promise<boolean> {
    if (!(await this.get(id))) return false;
    this.#values.delete(id);
    this.#gone.add(id);
    await this.#write(id);
    return true;
  }

  /** Resolves when everything is written. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#writing.values());
  }

  async #readAll(): Promise<void> {
    for (const name of await this.#disk.names(this.#folder)) {
      if (name.endsWith('.json')) await this.get(name.slice(0, -'.json'.length));
    }
  }

  /** Writes the newest state of a thing after what is being written of it, so that an older one never lands last. */
  #write(id: string): Promise<void> {
    const writing = this.#writeAfter(this.#writing.get(id), id).finally(() => {
      if (this.#writing.get(id) === writing) this.#writing.delete(id);
    });
    this.#writing.set(id, writing);
    return writing;
  }

  async #writeAfter(before: Promise<void> | undefined, id: string): Promise<void> {
    await before?.catch(() => undefined);
    const value = this.#values.get(id);
    if (value) await this.#disk.write(this.#path(id), new TextEncoder().encode(JSON.stringify(value)));
    else await this.#disk.remove(this.#path(id));
  }

  #path(id: string): string {
    return `${this.#folder}/${id}.json`;
  }

  #parse(id: string, bytes: Uint8Array): T {
    try {
      return JSON.parse(new TextDecoder().decode(bytes)) as T;
    } catch (cause) {
      throw new Error(`${this.#path(id)} is no JSON any more; delete it to go on without it.`, { cause });
    }
  }
}

/** Ids become file names, so nothing else may pass. */
function isId(id: string): boolean {
  return /^[\w-]{1,128}$/.test(id);
}
