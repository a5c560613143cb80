import { AssistantError } from '../../assistant-error.ts';
import type { EngineContext, FileFacts, FileRecord } from '../../engine.ts';
import { mediaTypeOf } from '../../files/media-type.ts';
import type { Place } from '../../access/names.ts';
import { safeFilename } from '../../files/safe-filename.ts';
import type { FileSource } from './files.ts';
import type { SearchIndex } from '../files/search-index.ts';
import type { Services } from './services.ts';
import type { ThreadFacts } from './thread-facts.ts';
import type { ResponsesThread } from './threads.ts';
import type { FileContent } from '../../store.ts';
import { rejectGone, rejectUpstream } from '../upstream/upstream-error.ts';
import { upstreamFile } from '../upstream/upstream-file.ts';

type Described = Pick<FileRecord, 'place' | 'filename' | 'mediaType'>;

/** Files that people have given, with the thread they were given to as their parent. */
export class Uploads implements FileSource {
  readonly #services: Services;
  readonly #index: SearchIndex;

  constructor(services: Services, index: SearchIndex) {
    this.#services = services;
    this.#index = index;
  }

  async add(file: File, thread: ResponsesThread | undefined, context: EngineContext): Promise<FileRecord> {
    const { client, options } = this.#services;
    const purpose = options.filePurpose ?? 'user_data';
    const { signal } = context;
    const { id } = await client.files.create({ file, purpose }, { signal, maxRetries: 0 }).catch(rejectUpstream);
    const { name: filename, type: mediaType, size: bytes } = file;
    return this.place(id, { filename, mediaType, bytes }, thread, context);
  }

  /** A file that the service has, as a file of the thread. */
  async place(
    id: string,
    { filename, mediaType, bytes }: FileFacts,
    thread: ResponsesThread | undefined,
    { signal }: EngineContext,
  ): Promise<FileRecord> {
    if (!thread) return { place: { id }, filename, mediaType, bytes, status: 'ready' };
    const place = { id, parent: thread.id };
    await this.join(thread, [{ place, filename, mediaType }], signal);
    const state = await this.#index.stateOf(thread.facts.vectorStoreId, id, signal);
    return { place, filename, mediaType, bytes, ...state };
  }

  /** Makes files part of the thread, for its code interpreter and its search. */
  async join(thread: ResponsesThread, files: readonly Described[], signal: AbortSignal): Promise<void> {
    const { threads, toolbox } = this.#services;
    const added = files.filter(({ place }) => !thread.facts.fileIds.includes(place.id));
    if (added.length === 0) return;
    const searchable = toolbox.fileSearch ? added.filter((file) => this.#index.takes(file)) : [];
    const withFiles = async (facts: ThreadFacts): Promise<ThreadFacts> => ({
      ...facts,
      fileIds: [...new Set([...facts.fileIds, ...added.map(({ place }) => place.id)])],
      vectorStoreId:
        facts.vectorStoreId ?? (searchable.length > 0 ? await this.#index.create(thread.id, signal) : null),
    });
    await threads.change(thread, withFiles, signal);
    const { vectorStoreId } = thread.facts;
    if (!vectorStoreId) return;
    await Promise.all(searchable.map(({ place }) => this.#index.add(vectorStoreId, place.id, signal)));
  }

  async read(place: Place, { signal }: EngineContext): Promise<FileRecord> {
    const { client, threads } = this.#services;
    const { filename, bytes } = await client.files.retrieve(place.id, { signal }).catch(rejectUpstream);
    const name = safeFilename(filename);
    const { vectorStoreId } =
      place.parent === undefined ? { vectorStoreId: null } : await threads.facts(place.parent, signal);
    const state = await this.#index.stateOf(vectorStoreId, place.id, signal);
    return { place, filename: name, mediaType: mediaTypeOf(name), bytes, ...state };
  }

  /** OpenAI refuses to give uploads back, other services do not. */
  async content({ id }: Place, { signal }: EngineContext): Promise<FileContent> {
    const { client } = this.#services;
    const { filename } = await client.files.retrieve(id, { signal }).catch(rejectUpstream);
    const response = await client.files.content(id, { signal }).catch(rejectGone);
    const name = safeFilename(filename);
    return upstreamFile(response, { name, type: mediaTypeOf(name) });
  }

  async text({ id, parent }: Place, { signal }: EngineContext): Promise<string> {
    const { vectorStoreId } =
      parent === undefined ? { vectorStoreId: null } : await this.#services.threads.facts(parent, signal);
    if (!vectorStoreId) throw new AssistantError('not_found');
    return this.#index.text(vectorStoreId, id, signal);
  }

  async delete({ id, parent }: Place, { signal, report }: EngineContext): Promise<void> {
    const { client, threads } = this.#services;
    if (parent !== undefined) {
      const thread = await threads.read(parent, signal);
      const { vectorStoreId } = thread.facts;
      const withoutFile = (facts: ThreadFacts) => ({
        ...facts,
        fileIds: facts.fileIds.filter((other) => other !== id),
      });
      await threads.change(thread, withoutFile, signal);
      // A file that was never indexed is not there to be removed.
      if (vectorStoreId) await this.#index.remove(vectorStoreId, id, signal).catch(report);
    }
    await client.files.delete(id, { signal }).catch(rejectUpstream);
  }
}
