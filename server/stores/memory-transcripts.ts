import type { Transcripts } from '../store.ts';

/** Transcripts in the memory of this process; whole threads go, those not touched for longest first, when there is too much. */
export class MemoryTranscripts implements Transcripts {
  readonly #threads = new Map<string, string[]>();
  readonly #maxLength: number;
  #length = 0;

  /** @param maxLength of all threads together, in UTF-16 code units */
  constructor(maxLength = 64 * 1024 * 1024) {
    this.#maxLength = maxLength;
  }

  async read(threadId: string): Promise<readonly string[]> {
    const items = this.#threads.get(threadId) ?? [];
    if (items.length > 0) this.#touch(threadId, items);
    return [...items];
  }

  async append(threadId: string, items: readonly string[]): Promise<void> {
    this.#touch(threadId, [...(this.#threads.get(threadId) ?? []), ...items]);
    this.#length += lengthOf(items);
    for (const oldest of this.#threads.keys()) {
      if (this.#length <= this.#maxLength || oldest === threadId) break;
      this.#forget(oldest);
    }
  }

  async cut(threadId: string, length: number): Promise<void> {
    const items = this.#threads.get(threadId) ?? [];
    this.#forget(threadId);
    await this.append(threadId, items.slice(0, length));
  }

  async delete(threadId: string): Promise<void> {
    this.#forget(threadId);
  }

  #touch(threadId: string, items: string[]): void {
    this.#threads.delete(threadId);
    this.#threads.set(threadId, items);
  }

  #forget(threadId: string): void {
    this.#length -= lengthOf(this.#threads.get(threadId) ?? []);
    this.#threads.delete(threadId);
  }
}

function lengthOf(items: readonly string[]): number {
  return items.reduce((sum, item) => sum + item.length, 0);
}
