import { BadRequestError, NotFoundError, type OpenAI } from 'openai';
import type { ResponseInputItem } from 'openai/resources/responses/responses';
import { SearchIndex } from '../engines/files/search-index.ts';
import { formatFacts, parseFacts, type ThreadFacts } from '../engines/responses/thread-facts.ts';
import { claimedMediaType } from '../files/media-type.ts';
import { safeFilename } from '../files/safe-filename.ts';
import type { FileStore } from '../store.ts';
import type { ImportedFile } from './imported-files.ts';

/** As many items as the service takes at once. */
const mostAtOnce = 20;

/** Conversations with their files, as the engine `responses` finds them. */
export class ConversationTarget {
  readonly #client: OpenAI;
  readonly #index: SearchIndex;
  readonly #copies: FileStore | undefined;

  /** @param copies what the adapter keeps of files, for OpenAI gives uploads back to nobody */
  constructor(client: OpenAI, copies?: FileStore) {
    this.#client = client;
    this.#index = new SearchIndex(client);
    this.#copies = copies;
  }

  async begin(): Promise<string> {
    return (await this.#client.conversations.create({}, { maxRetries: 0 })).id;
  }

  async upload(name: string, content: Blob): Promise<ImportedFile> {
    const filename = safeFilename(name);
    const mediaType = claimedMediaType(content.type, filename);
    const file = new File([content], filename, { type: mediaType });
    const { id } = await this.#client.files.create({ file, purpose: 'user_data' }, { maxRetries: 0 });
    await this.#copies?.put(id, file);
    return { id, filename, mediaType, bytes: file.size };
  }

  /** Adds items behind those that are there. Returns their ids, in the same order. */
  async append(conversationId: string, items: readonly ResponseInputItem[]): Promise<string[]> {
    const ids: string[] = [];
    for (let at = 0; at < items.length; at += mostAtOnce) {
      const body = { items: items.slice(at, at + mostAtOnce) };
      const { data } = await this.#client.conversations.items.create(conversationId, body, { maxRetries: 0 });
      ids.push(...data.map(({ id }) => id ?? ''));
    }
    return ids;
  }

  /** Ids of the items that a conversation has, the oldest first; undefined where it is gone. */
  async itemIds(conversationId: string): Promise<string[] | undefined> {
    const ids: string[] = [];
    try {
      const items = this.#client.conversations.items.list(conversationId, { order: 'asc', limit: 100 });
      for await (const { id } of items) ids.push(id ?? '');
    } catch (error) {
      if (error instanceof NotFoundError) return undefined;
      throw error;
    }
    return ids;
  }

  /** Makes the files those of the conversation, for its search and its code, and writes down what the adapter wants to know of it. */
  async finish(
    conversationId: string,
    files: readonly ImportedFile[],
    facts: Pick<ThreadFacts, 'title' | 'updatedAt' | 'metadata'>,
  ): Promise<void> {
    const signal = new AbortController().signal;
    const { metadata: now } = await this.#client.conversations.retrieve(conversationId);
    const older = parseFacts(now);
    const searchable = files.filter((file) => this.#index.takes(file));
    const vectorStoreId =
      older.vectorStoreId ?? (searchable.length > 0 ? await this.#index.create(conversationId, signal) : null);
    for (const { id } of vectorStoreId ? searchable : []) await this.#index.add(vectorStoreId ?? '', id, signal);
    const known = { ...older, ...facts, vectorStoreId, fileIds: files.map(({ id }) => id) };
    const metadata = formatFacts(known, older);
    if (!metadata) throw new Error(`${files.length} files are more than a conversation can hold.`);
    await this.#client.conversations.update(conversationId, { metadata });
  }
}

/** True where a service does not take an item for what it is. */
export function isRefused(error: unknown): boolean {
  return error instanceof BadRequestError;
}
