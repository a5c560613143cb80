import type OpenAI from 'openai';
import type { VectorStoreFile } from 'openai/resources/vector-stores/files';
import type { FileRecord } from '../../engine.ts';
import { pause } from '../upstream/pause.ts';
import { fromUpstream, rejectUpstream } from '../upstream/upstream-error.ts';

type Searchable = Pick<FileRecord, 'filename' | 'mediaType'>;

/** How long a message waits for its files to be read into the index, and how often it looks, in milliseconds. */
const patienceMs = 60_000;
const firstLookMs = 100;
const slowestLookMs = 2000;

/** False for kinds of files that hold no text. */
export function mayHoldText(mediaType: string): boolean {
  return !/^(?:image|audio|video|font)\/|^application\/(?:zip|gzip|x-tar|wasm|octet-stream)$/.test(mediaType);
}

/** Why a file cannot be searched; it stays usable in other ways. */
export const unsearchable = {
  unsupported_file: 'Could not be searched: files of this kind hold no text that can be read.',
  invalid_file: 'Could not be searched: its text could not be read.',
  server_error: 'Could not be searched: the service failed to read it.',
} satisfies Record<NonNullable<VectorStoreFile['last_error']>['code'], string>;

/** The text of a thread's files, as a vector store. */
export class SearchIndex {
  readonly #client: OpenAI;

  constructor(client: OpenAI) {
    this.#client = client;
  }

  /** False for what holds no text; whether the service can read the rest, it says itself. */
  takes({ mediaType }: Searchable): boolean {
    return mayHoldText(mediaType);
  }

  async create(threadId: string, signal: AbortSignal): Promise<string> {
    const metadata = { conversation: threadId };
    const { id } = await this.#client.vectorStores.create({ metadata }, { signal }).catch(rejectUpstream);
    return id;
  }

  /** A file that the service cannot read stays usable in other ways. */
  async add(storeId: string, fileId: string, signal: AbortSignal): Promise<void> {
    await this.#client.vectorStores.files.create(storeId, { file_id: fileId }, { signal }).catch((error: unknown) => {
      const cause = fromUpstream(error);
      if (cause.code !== 'service_refused') throw cause;
    });
  }

  /** Whether the file can be searched by now. */
  async stateOf(
    storeId: string | null,
    fileId: string,
    signal: AbortSignal,
  ): Promise<Pick<FileRecord, 'status' | 'indexed' | 'error'>> {
    if (!storeId) return { status: 'ready' };
    try {
      const { status, last_error } = await this.#client.vectorStores.files.retrieve(
        fileId,
        { vector_store_id: storeId },
        { signal },
      );
      if (status === 'in_progress') return { status: 'processing' };
      if (status === 'completed') return { status: 'ready', indexed: true };
      return { status: 'ready', error: unsearchable[last_error?.code ?? 'invalid_file'] ?? unsearchable.invalid_file };
    } catch (error) {
      const cause = fromUpstream(error);
      if (cause.code === 'not_found') return { status: 'ready' };
      throw cause;
    }
  }

  /** Waits until the files can be searched, or for as long as a person would. */
  async settled(storeId: string | null, fileIds: readonly string[], signal: AbortSignal): Promise<void> {
    const until = Date.now() + patienceMs;
    for (const fileId of fileIds) {
      for (let wait = firstLookMs; Date.now() < until && !signal.aborted; wait = Math.min(wait * 2, slowestLookMs)) {
        const { status } = await this.stateOf(storeId, fileId, signal);
        if (status !== 'processing') break;
        await pause(wait, signal);
      }
    }
  }

  /** The text as the service has read it. */
  async text(storeId: string, fileId: string, signal: AbortSignal): Promise<string> {
    let text = '';
    try {
      const pieces = this.#client.vectorStores.files.content(fileId, { vector_store_id: storeId }, { signal });
      for await (const piece of pieces) text += piece.text ?? '';
    } catch (error) {
      rejectUpstream(error);
    }
    return text;
  }

  /** Best effort: a store that is gone already is what was wanted. */
  async delete(storeId: string, signal: AbortSignal): Promise<void> {
    await this.#client.vectorStores.delete(storeId, { signal });
  }

  async remove(storeId: string, fileId: string, signal: AbortSignal): Promise<void> {
    await this.#client.vectorStores.files.delete(fileId, { vector_store_id: storeId }, { signal });
  }
}
