import type OpenAI from 'openai';
import type { ConversationItem } from 'openai/resources/conversations/items';
import type { ResponseIncludable, ResponseInputItem } from 'openai/resources/responses/responses';
import { pause } from '../../upstream/pause.ts';
import { fromUpstream, rejectUpstream } from '../../upstream/upstream-error.ts';
import type { ItemKeeper, ItemQuery } from '../item-keeper.ts';
import type { KeepContext } from '../thread-keeper.ts';

/** The items of conversations, asked for in pages as they are needed. */
export class ConversationItems implements ItemKeeper {
  readonly #client: OpenAI;
  readonly #include: ResponseIncludable[];

  constructor(client: OpenAI, include: ResponseIncludable[]) {
    this.#client = client;
    this.#include = include;
  }

  async *list(
    threadId: string,
    { order, after }: ItemQuery,
    { signal }: KeepContext,
  ): AsyncGenerator<ConversationItem, void, void> {
    const query = { order, limit: 100, include: this.#include, ...(after === undefined ? {} : { after }) };
    try {
      yield* this.#client.conversations.items.list(threadId, query, { signal });
    } catch (error) {
      rejectUpstream(error);
    }
  }

  /** A conversation that a run has just let go of may be locked for a moment more. */
  async add(
    threadId: string,
    items: readonly ResponseInputItem[],
    { signal }: KeepContext,
  ): Promise<ConversationItem[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        const params = { items: [...items] };
        // Without an idempotency key the client's own retries could add them twice.
        const created = await this.#client.conversations.items.create(threadId, params, { signal, maxRetries: 0 });
        return created.data;
      } catch (error) {
        const cause = fromUpstream(error);
        if (cause.code !== 'run_active' || attempt === 5) throw cause;
        await pause(200 * attempt, signal);
      }
    }
  }

  async remove(threadId: string, itemIds: readonly string[], { signal }: KeepContext): Promise<void> {
    for (const itemId of itemIds) {
      await this.#client.conversations.items
        .delete(itemId, { conversation_id: threadId }, { signal })
        .catch((error) => {
          if (fromUpstream(error).code !== 'not_found') rejectUpstream(error);
        });
    }
  }
}
