import type { ConversationItem } from 'openai/resources/conversations/items';
import type { ResponseInputItem } from 'openai/resources/responses/responses';
import type { KeepContext } from './thread-keeper.ts';

export interface ItemQuery {
  order: 'asc' | 'desc';
  /** The item before the first one. */
  after?: string;
}

/** Keeps what is said in threads. */
export interface ItemKeeper {
  list(threadId: string, query: ItemQuery, context: KeepContext): AsyncGenerator<ConversationItem, void, void>;
  /** Adds items; returns them with their ids. */
  add(threadId: string, items: readonly ResponseInputItem[], context: KeepContext): Promise<ConversationItem[]>;
  /** Removes items at the end of a thread; those that are gone already are no error. */
  remove(threadId: string, itemIds: readonly string[], context: KeepContext): Promise<void>;
}

/** What came after that item, the oldest first. */
export async function itemsAfter(
  keeper: ItemKeeper,
  threadId: string,
  itemId: string,
  context: KeepContext,
): Promise<ConversationItem[]> {
  const items: ConversationItem[] = [];
  for await (const item of keeper.list(threadId, { order: 'desc' }, context)) {
    if (item.id === itemId) break;
    items.unshift(item);
  }
  return items;
}
