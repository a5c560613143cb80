import { AssistantError } from '../../assistant-error.ts';
import type { EngineContext, FileFacts, FileRecord } from '../../engine.ts';
import { mediaTypeOf } from '../../files/media-type.ts';
import type { Place } from '../../access/names.ts';
import { safeFilename } from '../../files/safe-filename.ts';
import type { SearchIndex } from '../files/search-index.ts';
import type { FileContent } from '../../store.ts';
import { rejectGone, rejectUpstream } from '../upstream/upstream-error.ts';
import { upstreamFile } from '../upstream/upstream-file.ts';
import type { Services } from './services.ts';
import type { AssistantsThread } from './threads.ts';

/** As many as the service takes for the code interpreter of one thread. */
const mostCodeFiles = 20;

/** Files that people have given and files that code has written: the service keeps both alike. */
export class Uploads {
  readonly #services: Services;
  readonly #index: SearchIndex;

  constructor(services: Services, index: SearchIndex) {
    this.#services = services;
    this.#index = index;
  }

  async add(file: File, thread: AssistantsThread | undefined, context: EngineContext): Promise<FileRecord> {
    const { files } = this.#services.client;
    const params = { file, purpose: 'assistants' as const };
    const { id } = await files.create(params, { signal: context.signal, maxRetries: 0 }).catch(rejectUpstream);
    return this.place(id, { filename: file.name, mediaType: file.type, bytes: file.size }, thread, context);
  }

  /** A file that the service has, as a file of the thread. */
  async place(
    id: string,
    facts: FileFacts,
    thread: AssistantsThread | undefined,
    { signal }: EngineContext,
  ): Promise<FileRecord> {
    if (!thread) return { place: { id }, ...facts, status: 'ready' };
    await this.join(thread, [{ ...facts, place: { id } }], signal);
    const state = await this.#index.stateOf(storeOf(thread.resources), id, signal);
    return { place: { id, parent: thread.id }, ...facts, ...state };
  }

  /** Makes files part of the thread, for its code interpreter and its search. @throws {AssistantError} `thread_full` */
  async join(
    thread: AssistantsThread,
    files: readonly Pick<FileRecord, 'place' | 'filename' | 'mediaType'>[],
    signal: AbortSignal,
  ): Promise<void> {
    const { threads, tools } = this.#services;
    const known = new Set(thread.resources.code_interpreter?.file_ids);
    const added = files.filter(({ place }) => !known.has(place.id));
    if (added.length === 0) return;
    const searchable = tools.fileSearch ? added.filter((file) => this.#index.takes(file)) : [];
    await threads.changeResources(
      thread,
      async (resources) => {
        const ids = new Set([...(resources.code_interpreter?.file_ids ?? []), ...added.map(({ place }) => place.id)]);
        if (ids.size > mostCodeFiles) throw new AssistantError('thread_full');
        const storeId =
          storeOf(resources) ?? (searchable.length > 0 ? await this.#index.create(thread.id, signal) : null);
        for (const { place } of storeId ? searchable : []) await this.#index.add(storeId ?? '', place.id, signal);
        return {
          code_interpreter: { file_ids: [...ids] },
          ...(storeId ? { file_search: { vector_store_ids: [storeId] } } : {}),
        };
      },
      signal,
    );
  }

  async read(place: Place, { signal }: EngineContext): Promise<FileRecord> {
    const { filename, bytes } = await this.#services.client.files.retrieve(place.id, { signal }).catch(rejectUpstream);
    const name = safeFilename(filename);
    const state = await this.#index.stateOf(await this.#storeIn(place, signal), place.id, signal);
    return { place, filename: name, mediaType: mediaTypeOf(name), bytes, ...state };
  }

  /** OpenAI never gave uploads back, what code wrote it did; other services may give both. */
  async content({ id }: Place, { signal }: EngineContext): Promise<FileContent> {
    const { files } = this.#services.client;
    const { filename } = await files.retrieve(id, { signal }).catch(rejectGone);
    const response = await files.content(id, { signal }).catch(rejectGone);
    const name = safeFilename(filename);
    return upstreamFile(response, { name, type: mediaTypeOf(name) });
  }

  async text(place: Place, { signal }: EngineContext): Promise<string> {
    const storeId = await this.#storeIn(place, signal);
    if (!storeId) throw new AssistantError('not_found');
    return this.#index.text(storeId, place.id, signal);
  }

  async delete({ id, parent }: Place, { signal, report }: EngineContext): Promise<void> {
    const { client, threads } = this.#services;
    if (parent !== undefined) {
      const thread = await threads.read(parent, signal);
      const storeId = storeOf(thread.resources);
      const without = (ids: readonly string[] = []) => ids.filter((other) => other !== id);
      await threads.changeResources(
        thread,
        async (resources) => ({
          ...resources,
          code_interpreter: { file_ids: without(resources.code_interpreter?.file_ids) },
        }),
        signal,
      );
      // A file that was never indexed is not there to be removed.
      if (storeId) await this.#index.remove(storeId, id, signal).catch(report);
    }
    await client.files.delete(id, { signal }).catch(rejectUpstream);
  }

  async #storeIn({ parent }: Place, signal: AbortSignal): Promise<string | null> {
    return parent === undefined ? null : storeOf(await this.#services.threads.resources(parent, signal));
  }
}

/** The vector store of a thread: there can be one. */
export function storeOf({ file_search }: AssistantsThread['resources']): string | null {
  return file_search?.vector_store_ids?.[0] ?? null;
}
