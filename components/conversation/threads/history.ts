import { isRunOver, type ActiveRun } from '../../../protocol/index.ts';
import type { ConversationParts } from '../messages/exchange.ts';
import { clientError } from '../transport/transport-error.ts';
import type { ReplyEvents } from '../transport/transport.ts';

const pageSize = 50;

/** What is being written in a thread, beside its messages. */
export interface FoundReply {
  /** The run that writes, where the backend tells. */
  run: ActiveRun | null;
  /** The reply itself, where the backend keeps no messages and could only be asked for that. */
  events: ReplyEvents | null;
}

/** Reads the messages of the thread that is open. What arrives after it was canceled is dropped. */
export class History {
  readonly #parts: ConversationParts;
  #loading = new AbortController();
  #earlier: string | undefined;

  constructor(parts: ConversationParts) {
    this.#parts = parts;
  }

  cancel(): void {
    this.#loading.abort();
    this.#earlier = undefined;
  }

  /**
   * Reads the newest messages. Undefined when it was canceled meanwhile.
   * @throws {TransportError} with the code `thread_not_found` where the thread is gone.
   */
  async load(threadId: string, { follow }: { follow: boolean }): Promise<FoundReply | undefined> {
    const { transport, backend, state } = this.#parts;
    this.cancel();
    this.#loading = new AbortController();
    const { signal } = this.#loading;
    state.update({ activity: { phase: 'loading', text: '' } });
    try {
      await backend.load();
      const page = (await transport.messages?.(threadId, { limit: pageSize, signal })) ?? null;
      if (signal.aborted) return undefined;
      if (page) {
        this.#earlier = page.hasMore ? (page.after ?? undefined) : undefined;
        state.update({ messages: page.data, hasEarlier: this.#earlier !== undefined });
        return { run: page.activeRun && !isRunOver(page.activeRun.status) ? page.activeRun : null, events: null };
      }
      if (backend.isOurs) throw clientError('thread_not_found', { retryable: false });
      const events = (follow && (await transport.resume?.(threadId, { signal }))) || null;
      return signal.aborted ? undefined : { run: null, events };
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    } finally {
      if (!signal.aborted) state.update({ activity: null });
    }
  }

  async loadEarlier(threadId: string): Promise<void> {
    const { transport, state } = this.#parts;
    const after = this.#earlier;
    if (after === undefined) return;
    this.#earlier = undefined;
    const { signal } = this.#loading;
    try {
      const page = await transport.messages?.(threadId, { limit: pageSize, after, signal });
      if (signal.aborted || !page) return;
      this.#earlier = page.hasMore ? (page.after ?? undefined) : undefined;
      const { messages } = state.snapshot;
      const known = new Set(messages.map(({ id }) => id));
      const earlier = page.data.filter(({ id }) => !known.has(id));
      state.update({ messages: [...earlier, ...messages], hasEarlier: this.#earlier !== undefined });
    } catch (error) {
      if (signal.aborted) return;
      this.#earlier = after;
      throw error;
    }
  }
}
