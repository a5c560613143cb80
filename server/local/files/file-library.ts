import type { FileObject } from 'openai/resources/files';
import { notFound } from '../api-error.ts';
import type { Stamp } from '../stamp.ts';
import type { Collection } from '../store/collection.ts';
import type { Store } from '../store/store.ts';

/** What a file may be uploaded for. */
export const purposes = ['assistants', 'batch', 'fine-tune', 'vision', 'user_data', 'evals'] as const;

/** When a file may go by itself, in seconds after it was made. */
export const shortestLifetime = 3600;
export const longestLifetime = 2_592_000;

/** What is kept of an uploaded file beside its bytes. */
export interface StoredFile {
  id: string;
  filename: string;
  bytes: number;
  createdAt: number;
  purpose: FileObject['purpose'];
  blob: string;
  expiresAt?: number;
}

export interface NewFile {
  filename: string;
  content: Uint8Array;
  purpose: FileObject['purpose'];
  /** Seconds until the file goes by itself. */
  lifetime?: number;
}

/** The files a client has uploaded. */
export class FileLibrary {
  readonly #files: Collection<StoredFile>;
  readonly #store: Store;
  readonly #stamp: Stamp;

  constructor(store: Store, stamp: Stamp) {
    this.#files = store.collection('files');
    this.#store = store;
    this.#stamp = stamp;
  }

  add({ content, ...file }: NewFile): Promise<StoredFile> {
    return this.#keep(file, async (id) => ({
      bytes: content.byteLength,
      blob: await this.#store.blobs.put(content, id),
    }));
  }

  /** A file of several pieces that are there already. */
  join({ blobs, ...file }: Omit<NewFile, 'content'> & { blobs: readonly string[] }): Promise<StoredFile> {
    return this.#keep(file, (id) => this.#store.blobs.join(blobs, id));
  }

  /** The file, or undefined where there is none or its time is over. */
  async find(id: string): Promise<StoredFile | undefined> {
    const file = await this.#files.get(id);
    if (file?.expiresAt === undefined || file.expiresAt > this.#stamp.seconds()) return file;
    await this.remove(id);
    return undefined;
  }

  /** @throws {ApiError} 404 */
  async get(id: string): Promise<StoredFile> {
    const file = await this.find(id);
    if (!file) throw notFound('File', id, { param: 'id' });
    return file;
  }

  /** Oldest first. */
  async list(): Promise<StoredFile[]> {
    const now = this.#stamp.seconds();
    return (await this.#files.list()).filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now);
  }

  content(file: StoredFile): Promise<Uint8Array> {
    return this.#store.blobs.read(file.blob);
  }

  async remove(id: string): Promise<void> {
    const file = await this.#files.get(id);
    if (!file) return;
    await this.#files.delete(id);
    await this.#store.blobs.drop(file.blob, id);
  }

  async #keep(
    { filename, purpose, lifetime }: Omit<NewFile, 'content'>,
    put: (id: string) => Promise<Pick<StoredFile, 'bytes' | 'blob'>>,
  ): Promise<StoredFile> {
    const id = this.#stamp.id('file-');
    const createdAt = this.#stamp.seconds();
    const expiresAt = lifetime === undefined ? {} : { expiresAt: createdAt + lifetime };
    const file: StoredFile = { id, filename, createdAt, purpose, ...expiresAt, ...(await put(id)) };
    await this.#files.put(file);
    return file;
  }
}

/** A file as the API shows it; the nulls are what the real one sends, although its types know none. */
export function fileObject(file: StoredFile): Omit<FileObject, 'expires_at' | 'status_details'> & FileNulls {
  return {
    id: file.id,
    object: 'file',
    bytes: file.bytes,
    created_at: file.createdAt,
    expires_at: file.expiresAt ?? null,
    filename: file.filename,
    purpose: file.purpose,
    status: 'processed',
    status_details: null,
  };
}

interface FileNulls {
  expires_at: number | null;
  status_details: null;
}
