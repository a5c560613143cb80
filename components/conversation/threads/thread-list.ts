import type { Thread } from '../../../protocol/index.ts';
import type { ConversationState } from '../conversation-state.ts';
import type { Transport } from '../transport/transport.ts';

const pageSize = 50;

/** The threads a person can go back to, as far as they are loaded. Errors are thrown for the caller to show. */
export class ThreadList {
  readonly #transport: Transport;
  readonly #state: ConversationState;
  #after: string | undefined;
  /** The newest load wins. */
  #loads = 0;

  constructor(transport: Transport, state: ConversationState) {
    this.#transport = transport;
    this.#state = state;
  }

  async load(): Promise<void> {
    this.#after = undefined;
    await this.#load([]);
  }

  async loadMore(): Promise<void> {
    const { threads, hasMoreThreads } = this.#state.snapshot;
    if (threads && hasMoreThreads) await this.#load(threads);
  }

  async rename(id: string, title: string): Promise<void> {
    const before = this.#state.snapshot.threads;
    this.#change(id, (thread) => ({ ...thread, title }));
    try {
      const renamed = await this.#transport.updateThread?.(id, { title });
      if (renamed) this.#change(id, () => renamed);
    } catch (error) {
      this.#state.update({ threads: before });
      throw error;
    }
  }

  async delete(id: string): Promise<void> {
    const before = this.#state.snapshot.threads;
    this.#state.update({ threads: before?.filter((thread) => thread.id !== id) ?? null });
    try {
      await this.#transport.deleteThread?.(id);
    } catch (error) {
      this.#state.update({ threads: before });
      throw error;
    }
  }

  async #load(earlier: readonly Thread[]): Promise<void> {
    const load = ++this.#loads;
    const after = this.#after;
    const page = await this.#transport.threads?.({ limit: pageSize, ...(after === undefined ? {} : { after }) });
    if (load !== this.#loads) return;
    this.#after = page?.after ?? undefined;
    const known = new Set(earlier.map(({ id }) => id));
    const threads = page ? [...earlier, ...page.data.filter(({ id }) => !known.has(id))] : null;
    this.#state.update({ threads, hasMoreThreads: page?.hasMore ?? false });
  }

  #change(id: string, change: (thread: Thread) => Thread): void {
    const { threads } = this.#state.snapshot;
    this.#state.update({ threads: threads?.map((thread) => (thread.id === id ? change(thread) : thread)) ?? null });
  }
}
