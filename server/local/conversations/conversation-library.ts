import type { Conversation } from 'openai/resources/conversations/conversations';
import { notFound } from '../api-error.ts';
import type { Item } from '../items/item.ts';
import type { Stamp } from '../stamp.ts';
import type { Collection } from '../store/collection.ts';
import type { Store } from '../store/store.ts';

interface StoredConversation {
  id: string;
  createdAt: number;
  metadata: Record<string, string>;
}

/** An item and its place: items join in another order than their ids were made in. */
interface PlacedItem {
  id: string;
  place: number;
  item: Item;
}

/** Conversations and what was said in them. */
export class ConversationLibrary {
  readonly #store: Store;
  readonly #stamp: Stamp;
  readonly #conversations: Collection<StoredConversation>;

  constructor(store: Store, stamp: Stamp) {
    this.#store = store;
    this.#stamp = stamp;
    this.#conversations = store.collection('conversations');
  }

  async create(metadata: Record<string, string>): Promise<StoredConversation> {
    const conversation = { id: this.#stamp.id('conv_'), createdAt: this.#stamp.seconds(), metadata };
    await this.#conversations.put(conversation);
    return conversation;
  }

  /** @throws {ApiError} 404 */
  async get(id: string): Promise<StoredConversation> {
    const conversation = await this.#conversations.get(id);
    if (!conversation) throw notFound('Conversation', id);
    return conversation;
  }

  async setMetadata(id: string, metadata: Record<string, string>): Promise<StoredConversation> {
    const changed = await this.#conversations.update(id, (conversation) => ({ ...conversation, metadata }));
    if (!changed) throw notFound('Conversation', id);
    return changed;
  }

  /** OpenAI keeps the items of a conversation that was deleted; nobody could reach them, so here they go too. */
  async remove(id: string): Promise<void> {
    await this.get(id);
    await this.#conversations.delete(id);
    await this.#store.removeCollection(itemsOf(id));
  }

  /** What was said, oldest first. */
  async items(id: string): Promise<Item[]> {
    await this.get(id);
    return inOrder(await this.#collection(id).list()).map(({ item }) => item);
  }

  /** @throws {ApiError} 404 */
  async item(id: string, itemId: string): Promise<Item> {
    await this.get(id);
    const placed = await this.#collection(id).get(itemId);
    if (!placed) throw notFound('Item', itemId);
    return placed.item;
  }

  /** Adds items at the end; one whose id is taken gets a new one. */
  async append(id: string, items: readonly Item[]): Promise<Item[]> {
    await this.get(id);
    const collection = this.#collection(id);
    await collection.load();
    // From here to the last `put` nothing may wait, or two who append at once would take the same places.
    const placed = inOrder(collection.values());
    const taken = new Set(placed.map((each) => each.id));
    const first = (placed.at(-1)?.place ?? -1) + 1;
    const added = items.map((item, index): PlacedItem => {
      const itemId = taken.has(item.id) ? this.#stamp.id(`${item.id.split('_')[0]}_`) : item.id;
      return { id: itemId, place: first + index, item: { ...item, id: itemId } };
    });
    await Promise.all(added.map((each) => collection.put(each)));
    return added.map(({ item }) => item);
  }

  async removeItem(id: string, itemId: string): Promise<StoredConversation> {
    const conversation = await this.get(id);
    if (!(await this.#collection(id).delete(itemId))) throw notFound('Item', itemId);
    return conversation;
  }

  #collection(id: string): Collection<PlacedItem> {
    return this.#store.collection(itemsOf(id));
  }
}

export function conversationObject({ id, createdAt, metadata }: StoredConversation): Conversation {
  return { id, object: 'conversation', created_at: createdAt, metadata };
}

function inOrder(items: readonly PlacedItem[]): PlacedItem[] {
  return items.toSorted((a, b) => a.place - b.place);
}

function itemsOf(conversationId: string): string {
  return `items/${conversationId}`;
}
