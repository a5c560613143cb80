import { AssistantError } from '../../../assistant-error.ts';
import type { EngineContext, FileFacts, FileRecord } from '../../../engine.ts';
import { mediaTypeOf } from '../../../files/media-type.ts';
import type { Place } from '../../../access/names.ts';
import { safeFilename } from '../../../files/safe-filename.ts';
import type { DescribedFile, FileSource } from '../file-keeper.ts';
import type { SearchIndex } from '../../files/search-index.ts';
import type { ThreadFacts } from '../thread-facts.ts';
import type { ResponsesThread } from '../thread-keeper.ts';
import type { HostedFilesOptions } from './hosted-files.ts';
import type { FileContent } from '../../../store.ts';
import { rejectGone, rejectUpstream } from '../../upstream/upstream-error.ts';
import { upstreamFile } from '../../upstream/upstream-file.ts';

export interface UploadsOptions extends HostedFilesOptions {
  index: SearchIndex;
}

/** Files that people have given, with the thread they were given to as their parent. */
export class Uploads implements FileSource {
  readonly #options: UploadsOptions;

  constructor(options: UploadsOptions) {
    this.#options = options;
  }

  async add(file: File, thread: ResponsesThread | undefined, context: EngineContext): Promise<FileRecord> {
    const { client, filePurpose } = this.#options;
    const { signal } = context;
    const { id } = await client.files
      .create({ file, purpose: filePurpose }, { signal, maxRetries: 0 })
      .catch(rejectUpstream);
    const { name: filename, type: mediaType, size: bytes } = file;
    return this.place(id, { filename, mediaType, bytes }, thread, context);
  }

  /** A file that the service has, as a file of the thread. */
  async place(
    id: string,
    { filename, mediaType, bytes }: FileFacts,
    thread: ResponsesThread | undefined,
    context: EngineContext,
  ): Promise<FileRecord> {
    if (!thread) return { place: { id }, filename, mediaType, bytes, status: 'ready' };
    const place = { id, parent: thread.id };
    await this.join(thread, [{ place, filename, mediaType }], context);
    const state = await this.#options.index.stateOf(thread.facts.vectorStoreId, id, context.signal);
    return { place, filename, mediaType, bytes, ...state };
  }

  /** Makes files part of the thread, for its code interpreter and its search. */
  async join(thread: ResponsesThread, files: readonly DescribedFile[], context: EngineContext): Promise<void> {
    const { threads, toolbox, index } = this.#options;
    const { signal } = context;
    const added = files.filter(({ place }) => !thread.facts.fileIds.includes(place.id));
    if (added.length === 0) return;
    const searchable = toolbox.fileSearch ? added.filter((file) => index.takes(file)) : [];
    const withFiles = async (facts: ThreadFacts): Promise<ThreadFacts> => ({
      ...facts,
      fileIds: [...new Set([...facts.fileIds, ...added.map(({ place }) => place.id)])],
      vectorStoreId: facts.vectorStoreId ?? (searchable.length > 0 ? await index.create(thread.id, signal) : null),
    });
    await threads.change(thread, withFiles, context);
    const { vectorStoreId } = thread.facts;
    if (!vectorStoreId) return;
    await Promise.all(searchable.map(({ place }) => index.add(vectorStoreId, place.id, signal)));
  }

  async read(place: Place, context: EngineContext): Promise<FileRecord> {
    const { client, threads, index } = this.#options;
    const { signal } = context;
    const { filename, bytes } = await client.files.retrieve(place.id, { signal }).catch(rejectUpstream);
    const name = safeFilename(filename);
    const { vectorStoreId } =
      place.parent === undefined ? { vectorStoreId: null } : await threads.facts(place.parent, context);
    const state = await index.stateOf(vectorStoreId, place.id, signal);
    return { place, filename: name, mediaType: mediaTypeOf(name), bytes, ...state };
  }

  /** OpenAI refuses to give uploads back, other services do not. */
  async content({ id }: Place, { signal }: EngineContext): Promise<FileContent> {
    const { client } = this.#options;
    const { filename } = await client.files.retrieve(id, { signal }).catch(rejectUpstream);
    const response = await client.files.content(id, { signal }).catch(rejectGone);
    const name = safeFilename(filename);
    return upstreamFile(response, { name, type: mediaTypeOf(name) });
  }

  async text({ id, parent }: Place, context: EngineContext): Promise<string> {
    const { threads, index } = this.#options;
    const { vectorStoreId } = parent === undefined ? { vectorStoreId: null } : await threads.facts(parent, context);
    if (!vectorStoreId) throw new AssistantError('not_found');
    return index.text(vectorStoreId, id, context.signal);
  }

  async delete({ id, parent }: Place, context: EngineContext): Promise<void> {
    const { client, threads, index } = this.#options;
    const { signal, report } = context;
    if (parent !== undefined) {
      const thread = await threads.read(parent, context);
      const { vectorStoreId } = thread.facts;
      const withoutFile = (facts: ThreadFacts) => ({
        ...facts,
        fileIds: facts.fileIds.filter((other) => other !== id),
      });
      await threads.change(thread, withoutFile, context);
      // A file that was never indexed is not there to be removed.
      if (vectorStoreId) await index.remove(vectorStoreId, id, signal).catch(report);
    }
    await client.files.delete(id, { signal }).catch(rejectUpstream);
  }
}
