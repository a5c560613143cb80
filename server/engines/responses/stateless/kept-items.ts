import type { ConversationItem } from 'openai/resources/conversations/items';
import type { ResponseInputItem } from 'openai/resources/responses/responses';
import type { ItemKeeper, ItemQuery } from '../item-keeper.ts';
import type { KeepContext } from '../thread-keeper.ts';
import { keptItem } from './kept-item.ts';

/** What is said in threads that the adapter keeps: in the store, as the service's conversations would have it. */
export class KeptItems implements ItemKeeper {
  async *list(
    threadId: string,
    { order, after }: ItemQuery,
    context: KeepContext,
  ): AsyncGenerator<ConversationItem, void, void> {
    const items = await this.all(threadId, context);
    const ordered = order === 'asc' ? items : items.toReversed();
    yield* after === undefined ? ordered : ordered.slice(ordered.findIndex(({ id }) => id === after) + 1);
  }

  async all(threadId: string, { store }: KeepContext): Promise<ConversationItem[]> {
    const items = await store.transcripts.read(threadId);
    return items.map((item) => JSON.parse(item) as ConversationItem);
  }

  async add(
    threadId: string,
    items: readonly ResponseInputItem[],
    { store }: KeepContext,
  ): Promise<ConversationItem[]> {
    const added = items.map(keptItem);
    await store.transcripts.append(
      threadId,
      added.map((item) => JSON.stringify(item)),
    );
    return added;
  }

  async remove(threadId: string, itemIds: readonly string[], context: KeepContext): Promise<void> {
    const items = await this.all(threadId, context);
    const first = items.findIndex(({ id }) => id != null && itemIds.includes(id));
    if (first >= 0) await context.store.transcripts.cut(threadId, first);
  }
}
