import type { Thread } from 'openai/resources/beta/threads/threads';
import { invalid } from '../api-error.ts';
import type { Fields } from '../fields.ts';
import type { FileLibrary } from '../files/file-library.ts';
import { readMetadata } from '../metadata.ts';
import { defaultChunking } from '../search/passages.ts';
import { readChunking } from '../vector-stores/read-file-options.ts';
import type { VectorStoreLibrary } from '../vector-stores/vector-store-library.ts';

/** The files that tools may use: of an assistant, or of a thread. */
export type ToolResources = NonNullable<Thread['tool_resources']>;

/** As many as OpenAI takes for the code interpreter of one thread. */
const mostCodeFiles = 20;

/** Reads and makes what tools may use. */
export class ToolResourceReader {
  readonly #files: FileLibrary;
  readonly #vectorStores: VectorStoreLibrary;

  constructor(files: FileLibrary, vectorStores: VectorStoreLibrary) {
    this.#files = files;
    this.#vectorStores = vectorStores;
  }

  /** The `tool_resources` of a request; vector stores that it describes are made. @throws {ApiError} 400, or 404 for an unknown id */
  async read(body: Fields): Promise<ToolResources | undefined> {
    const given = body.object('tool_resources');
    if (!given) return undefined;
    const code = given.object('code_interpreter');
    const search = given.object('file_search');
    const resources: ToolResources = {};
    if (code) resources.code_interpreter = { file_ids: await this.#codeFiles(code) };
    if (search) resources.file_search = { vector_store_ids: await this.#stores(search) };
    return resources;
  }

  /** What there is after a message has brought a file for some tools. */
  async join(
    resources: ToolResources,
    fileId: string,
    tools: readonly string[],
    threadId: string,
  ): Promise<ToolResources> {
    const joined = { ...resources };
    if (tools.includes('code_interpreter')) {
      const ids = new Set([...(resources.code_interpreter?.file_ids ?? []), fileId]);
      joined.code_interpreter = { file_ids: [...ids] };
    }
    if (tools.includes('file_search')) {
      const [known] = resources.file_search?.vector_store_ids ?? [];
      const storeId = known ?? (await this.#makeStore({ thread: threadId }));
      joined.file_search = { vector_store_ids: [storeId] };
      const { files } = await this.#vectorStores.get(storeId);
      if (!files.some(({ id }) => id === fileId)) await this.#addTo(storeId, fileId);
    }
    return joined;
  }

  async #codeFiles(code: Fields): Promise<string[]> {
    const ids = code.strings('file_ids') ?? [];
    const path = code.path('file_ids');
    if (ids.length > mostCodeFiles) {
      const message = `Invalid '${path}': array too long. Expected an array with maximum length ${mostCodeFiles}.`;
      throw invalid(message, path, 'array_above_max_length');
    }
    for (const id of ids) await this.#files.get(id);
    return ids;
  }

  async #stores(search: Fields): Promise<string[]> {
    const ids = search.strings('vector_store_ids') ?? [];
    const described = search.objects('vector_stores') ?? [];
    if (ids.length + described.length > 1) {
      const path = search.path('vector_store_ids');
      throw invalid(`Invalid '${path}': there can be one vector store at most.`, path, 'array_above_max_length');
    }
    for (const id of ids) await this.#vectorStores.get(id);
    for (const store of described) {
      const id = await this.#makeStore(readMetadata(store) ?? {});
      ids.push(id);
      for (const fileId of store.strings('file_ids') ?? []) await this.#addTo(id, fileId, store);
    }
    return ids;
  }

  async #makeStore(metadata: Record<string, string>): Promise<string> {
    return (await this.#vectorStores.create({ name: '', description: null, metadata })).id;
  }

  async #addTo(storeId: string, fileId: string, options?: Fields): Promise<void> {
    await this.#vectorStores.addFile(storeId, fileId, options ? readChunking(options) : defaultChunking, {});
  }
}
