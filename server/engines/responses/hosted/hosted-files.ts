import type OpenAI from 'openai';
import type { Place } from '../../../access/names.ts';
import type { EngineContext, FileFacts, FileRecord } from '../../../engine.ts';
import { SearchIndex } from '../../files/search-index.ts';
import type { WrittenFile } from '../../parts/announce-file.ts';
import type { DescribedFile, FileKeeper, FileSource, WrittenQuery } from '../file-keeper.ts';
import type { ResponsesOptions } from '../options.ts';
import type { ResponsesThread, ThreadKeeper } from '../thread-keeper.ts';
import type { Toolbox } from '../toolbox.ts';
import { Drawings } from './drawings.ts';
import { Outputs } from './outputs.ts';
import { Uploads } from './uploads.ts';
import { writtenFiles } from './written-files.ts';

export interface HostedFilesOptions {
  client: OpenAI;
  toolbox: Toolbox;
  threads: ThreadKeeper;
  filePurpose: NonNullable<ResponsesOptions['filePurpose']>;
}

/** Files where the service keeps them: uploads in its Files API and a vector store per thread, what code writes in containers. */
export class HostedFiles implements FileKeeper {
  readonly #client: OpenAI;
  readonly #index: SearchIndex;
  readonly #uploads: Uploads;
  readonly #outputs: Outputs;
  readonly #drawings: Drawings;

  constructor(options: HostedFilesOptions) {
    const { client } = options;
    this.#client = client;
    this.#index = new SearchIndex(client);
    this.#uploads = new Uploads({ ...options, index: this.#index });
    this.#outputs = new Outputs(client);
    this.#drawings = new Drawings(client);
  }

  add(file: File, thread: ResponsesThread | undefined, context: EngineContext): Promise<FileRecord> {
    return this.#uploads.add(file, thread, context);
  }

  place(
    id: string,
    facts: FileFacts,
    thread: ResponsesThread | undefined,
    context: EngineContext,
  ): Promise<FileRecord> {
    return this.#uploads.place(id, facts, thread, context);
  }

  async join(thread: ResponsesThread, files: readonly DescribedFile[], context: EngineContext): Promise<void> {
    await this.#uploads.join(thread, files, context);
    const fileIds = files.map(({ place }) => place.id);
    await this.#index.settled(thread.facts.vectorStoreId, fileIds, context.signal);
  }

  /** Uploads, containers and drawings have ids of their own kinds. */
  sourceOf({ id, parent }: Place): FileSource {
    if (parent?.startsWith('cntr')) return this.#outputs;
    return id.startsWith('ig_') ? this.#drawings : this.#uploads;
  }

  async written({ thread, containerIds, since, context }: WrittenQuery): Promise<WrittenFile[]> {
    if (containerIds.length === 0) return [];
    const { signal } = context;
    const first = thread.facts.run?.first;
    const begun =
      since ?? (first === undefined ? 0 : (await this.#client.responses.retrieve(first, {}, { signal })).created_at);
    return writtenFiles(this.#client, { containerIds, since: begun, signal });
  }

  async forget({ facts }: ResponsesThread, { files, signal, report }: EngineContext): Promise<void> {
    // It costs money but harms nobody.
    if (facts.vectorStoreId) await this.#index.delete(facts.vectorStoreId, signal).catch(report);
    for (const fileId of facts.fileIds) {
      await files.delete(fileId);
      await this.#client.files.delete(fileId, { signal }).catch(report);
    }
  }
}
