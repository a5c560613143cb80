import { ApiError, notFound } from '../api-error.ts';
import type { FileLibrary } from '../files/file-library.ts';
import { extractText, type TextFormat } from '../search/extract/extract-text.ts';
import { UnreadableFileError } from '../search/extract/unreadable-file-error.ts';
import { IndexedText } from '../search/indexed-text.ts';
import type { Chunking } from '../search/passages.ts';
import type { Stamp } from '../stamp.ts';
import type { Collection } from '../store/collection.ts';
import type { Store } from '../store/store.ts';

/** An index holds the whole text in memory, several times over. */
const maxIndexedBytes = 32 * 1024 * 1024;

export type Attributes = Record<string, string | number | boolean>;

/** A file as one vector store holds it. */
export interface IndexedFile {
  /** The id of the uploaded file. */
  id: string;
  filename: string;
  createdAt: number;
  attributes: Attributes;
  chunking: Chunking;
  /** Where its text lies, or why there is none. */
  text: { blob: string; format: TextFormat; bytes: number } | { error: string };
}

export interface StoredVectorStore {
  id: string;
  name: string;
  description: string | null;
  createdAt: number;
  lastActiveAt: number;
  metadata: Record<string, string>;
  /** It goes after so many days without use. */
  idleDays?: number;
  files: readonly IndexedFile[];
}

/** A file that can be searched. */
export interface SearchableFile {
  file: Pick<IndexedFile, 'id' | 'filename' | 'attributes'>;
  text: IndexedText;
}

const secondsOfDay = 24 * 60 * 60;

/** Vector stores. They hold no vectors here: the text of each file, found by its words. */
export class VectorStoreLibrary {
  readonly #store: Store;
  readonly #stamp: Stamp;
  readonly #files: FileLibrary;
  readonly #vectorStores: Collection<StoredVectorStore>;
  /** Texts cut and indexed, by vector store and file; made anew from their blobs after a restart. */
  readonly #indexed = new Map<string, Promise<IndexedText>>();

  constructor(store: Store, stamp: Stamp, files: FileLibrary) {
    this.#store = store;
    this.#stamp = stamp;
    this.#files = files;
    this.#vectorStores = store.collection('vector-stores');
  }

  async create(
    given: Pick<StoredVectorStore, 'name' | 'description' | 'metadata' | 'idleDays'>,
  ): Promise<StoredVectorStore> {
    const now = this.#stamp.seconds();
    const vectorStore = { id: this.#stamp.id('vs_'), createdAt: now, lastActiveAt: now, files: [], ...given };
    await this.#vectorStores.put(vectorStore);
    return vectorStore;
  }

  /** @throws {ApiError} 404 */
  async get(id: string): Promise<StoredVectorStore> {
    const vectorStore = await this.#vectorStores.get(id);
    if (!vectorStore) throw notFound('Vector store', id);
    return vectorStore;
  }

  /** Oldest first. */
  list(): Promise<StoredVectorStore[]> {
    return this.#vectorStores.list();
  }

  isExpired({ lastActiveAt, idleDays }: StoredVectorStore): boolean {
    return idleDays !== undefined && this.#stamp.seconds() > lastActiveAt + idleDays * secondsOfDay;
  }

  async change(id: string, change: (vectorStore: StoredVectorStore) => StoredVectorStore): Promise<StoredVectorStore> {
    const changed = await this.#vectorStores.update(id, change);
    if (!changed) throw notFound('Vector store', id);
    return changed;
  }

  async remove(id: string): Promise<void> {
    for (const file of (await this.get(id)).files) await this.#dropText(id, file);
    await this.#vectorStores.delete(id);
  }

  /** Reads a file and makes it searchable; when this resolves, it is. A file that cannot be read is there as failed. */
  async addFile(id: string, fileId: string, chunking: Chunking, attributes: Attributes): Promise<IndexedFile> {
    const { filename } = await this.#files.get(fileId);
    const text = await this.#readText(id, fileId);
    const file: IndexedFile = { id: fileId, filename, createdAt: this.#stamp.seconds(), attributes, chunking, text };
    const lastActiveAt = file.createdAt;
    this.#indexed.delete(key(id, fileId));
    await this.change(id, (vectorStore) => ({
      ...vectorStore,
      lastActiveAt,
      files: [...vectorStore.files.filter((each) => each.id !== fileId), file],
    }));
    return file;
  }

  /** @throws {ApiError} 404 */
  async file(id: string, fileId: string): Promise<IndexedFile> {
    const file = (await this.get(id)).files.find((each) => each.id === fileId);
    if (!file) throw notFound('File', fileId);
    return file;
  }

  async setAttributes(id: string, fileId: string, attributes: Attributes): Promise<IndexedFile> {
    await this.file(id, fileId);
    await this.change(id, (vectorStore) => ({
      ...vectorStore,
      files: vectorStore.files.map((each) => (each.id === fileId ? { ...each, attributes } : each)),
    }));
    return this.file(id, fileId);
  }

  async removeFile(id: string, fileId: string): Promise<void> {
    const file = await this.file(id, fileId);
    await this.change(id, (vectorStore) => ({
      ...vectorStore,
      files: vectorStore.files.filter((each) => each.id !== fileId),
    }));
    await this.#dropText(id, file);
  }

  /** Takes a file out of every vector store. */
  async forgetFile(fileId: string): Promise<void> {
    for (const { id, files } of await this.list()) {
      if (files.some((file) => file.id === fileId)) await this.removeFile(id, fileId);
    }
  }

  /** The text that passages and offsets of a file count in. @throws {ApiError} 404 where it could not be read */
  async text(id: string, fileId: string): Promise<string> {
    const { text } = await this.file(id, fileId);
    if ('error' in text) throw new ApiError(404, text.error, { param: 'file_id', code: 'unsupported_file' });
    return new TextDecoder().decode(await this.#store.blobs.read(text.blob));
  }

  /** The files of some vector stores that can be searched. @throws {ApiError} 404 for an unknown vector store */
  async searchable(ids: readonly string[]): Promise<SearchableFile[]> {
    const found: SearchableFile[] = [];
    for (const id of new Set(ids)) {
      const vectorStore = await this.get(id);
      if (this.isExpired(vectorStore)) throw new ApiError(400, `Vector store with id '${id}' has expired.`);
      for (const file of vectorStore.files) {
        if ('error' in file.text) continue;
        found.push({ file, text: await this.#index(id, file) });
      }
      const lastActiveAt = this.#stamp.seconds();
      await this.change(id, (current) => ({ ...current, lastActiveAt }));
    }
    return found;
  }

  #index(id: string, file: IndexedFile): Promise<IndexedText> {
    const known = this.#indexed.get(key(id, file.id));
    if (known) return known;
    const indexing = this.text(id, file.id).then(
      (text) =>
        new IndexedText(
          file.filename,
          { text, format: 'format' in file.text ? file.text.format : 'prose' },
          file.chunking,
        ),
    );
    this.#indexed.set(key(id, file.id), indexing);
    return indexing;
  }

  async #readText(id: string, fileId: string): Promise<IndexedFile['text']> {
    const file = await this.#files.get(fileId);
    if (file.bytes > maxIndexedBytes) return { error: 'This file is too large to be searched here.' };
    try {
      const { text, format } = await extractText(file.filename, await this.#files.content(file));
      const bytes = new TextEncoder().encode(text);
      return { blob: await this.#store.blobs.put(bytes, key(id, fileId)), format, bytes: bytes.byteLength };
    } catch (error) {
      if (error instanceof UnreadableFileError) return { error: error.message };
      throw error;
    }
  }

  async #dropText(id: string, { id: fileId, text }: IndexedFile): Promise<void> {
    this.#indexed.delete(key(id, fileId));
    if ('blob' in text) await this.#store.blobs.drop(text.blob, key(id, fileId));
  }
}

function key(id: string, fileId: string): string {
  return `${id}.${fileId}`;
}
