import type { Adapter } from '../adapter.ts';
import { AssistantError } from '../assistant-error.ts';
import type { Visit } from '../access/visit.ts';

const keepMs = 24 * 60 * 60_000;

/**
 * How many runs one owner may have at once. A slot holds the thread whose run it is, and is free again as soon as nobody holds
 * that thread: nothing has to be given back, and a process that dies takes no slot with it.
 */
export class RunSlots {
  readonly #adapter: Adapter;

  constructor(adapter: Adapter) {
    this.#adapter = adapter;
  }

  /**
   * Counts a run of a thread that is held by now.
   * @throws {AssistantError} `rate_limited`
   */
  async take(threadId: string, { ownerKey }: Visit): Promise<void> {
    const { store, runs, limits } = this.#adapter;
    if (limits.runsAtOnce === 0) return;
    const keys = Array.from({ length: limits.runsAtOnce }, (_, slot) => `run:${ownerKey}:${slot}`);
    const threads = await Promise.all(keys.map((key) => store.get(key)));
    if (threads.includes(threadId)) return;
    for (const [slot, key] of keys.entries()) {
      const earlier = threads[slot];
      if (earlier !== undefined) {
        if (await runs.isTaken(earlier)) continue;
        await store.release(key, earlier);
      }
      if ((await store.claim(key, threadId, keepMs)) === threadId) return;
    }
    const message = `The assistant is writing ${limits.runsAtOnce} answers for you already. Wait until one is done.`;
    throw new AssistantError('rate_limited', { message, retryAfter: 10 });
  }
}
