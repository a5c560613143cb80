import type { ThreadEntry } from '../store.ts';

/** The threads of one owner, the newest first. */
export class ThreadList {
  #entries: ThreadEntry[];
  readonly #maxSize: number;

  constructor(maxSize: number, entries: ThreadEntry[] = []) {
    this.#maxSize = maxSize;
    this.#entries = entries;
  }

  get entries(): readonly ThreadEntry[] {
    return this.#entries;
  }

  put(entry: ThreadEntry): void {
    this.remove(entry.id);
    this.#entries = [entry, ...this.#entries].slice(0, this.#maxSize);
  }

  remove(threadId: string): void {
    this.#entries = this.#entries.filter(({ id }) => id !== threadId);
  }

  /** From a cursor that has gone meanwhile nothing follows: better a short list than the first page a second time. */
  page({ limit, after }: { limit: number; after?: string }): ThreadEntry[] {
    const start = after === undefined ? 0 : this.#entries.findIndex(({ id }) => id === after) + 1;
    return after !== undefined && start === 0 ? [] : this.#entries.slice(start, start + limit);
  }
}
