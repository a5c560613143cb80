import type { Place } from '../../../access/names.ts';
import { AssistantError } from '../../../assistant-error.ts';
import type { EngineContext, FileFacts, FileRecord } from '../../../engine.ts';
import { adapterFiles } from '../../files/adapter-files.ts';
import { mayHoldText, unsearchable } from '../../files/search-index.ts';
import type { WrittenFile } from '../../parts/announce-file.ts';
import type { LentFileSearch } from '../../tools/lent-tools.ts';
import type { DescribedFile, FileKeeper, FileSource, WrittenQuery } from '../file-keeper.ts';
import { itemsAfter } from '../item-keeper.ts';
import type { ThreadFacts } from '../thread-facts.ts';
import type { ResponsesThread, ThreadKeeper } from '../thread-keeper.ts';
import { asKeptCode } from './kept-item.ts';
import type { KeptItems } from './kept-items.ts';
import { isText } from './question-content.ts';
import { lentFile } from './thread-files.ts';

export interface KeptFilesOptions {
  threads: ThreadKeeper;
  items: KeptItems;
  fileSearch: LentFileSearch | undefined;
  /** Why the assistant can do nothing with a file of that kind; undefined where it can. */
  problemWith: (mediaType: string) => string | undefined;
}

const prefix = 'kept-file-';

/** True for files that the adapter keeps, by their ids. */
export function isKeptFile(fileId: string): boolean {
  return fileId.startsWith(prefix);
}

/** An id for a file that the adapter keeps. */
export function newFileId(): string {
  return `${prefix}${crypto.randomUUID().replaceAll('-', '')}`;
}

/** Files that the adapter keeps, in its file store. */
export class KeptFiles implements FileKeeper {
  readonly #options: KeptFilesOptions;
  readonly #source: FileSource = {
    ...adapterFiles,
    read: (place, context) => this.#read(place, context),
    text: ({ id }, context) => this.#text(id, context),
    delete: (place, context) => this.#delete(place, context),
  };

  constructor(options: KeptFilesOptions) {
    this.#options = options;
  }

  async add(file: File, thread: ResponsesThread | undefined, context: EngineContext): Promise<FileRecord> {
    const id = newFileId();
    await context.files.put(id, file);
    // What keeps copies may have no room for it, and nobody else has the file.
    if (!(await context.files.get(id))) throw new AssistantError('file_too_large');
    await this.#join(thread, [id], context);
    return this.#read(thread ? { id, parent: thread.id } : { id }, context);
  }

  async place(
    id: string,
    { filename, mediaType, bytes }: FileFacts,
    thread: ResponsesThread | undefined,
    context: EngineContext,
  ): Promise<FileRecord> {
    await this.#join(thread, [id], context);
    const place = thread ? { id, parent: thread.id } : { id };
    const status = this.#options.fileSearch ? 'processing' : 'ready';
    return { place, filename, mediaType, bytes, status };
  }

  join(thread: ResponsesThread, files: readonly DescribedFile[], context: EngineContext): Promise<void> {
    return this.#join(
      thread,
      files.map(({ place }) => place.id),
      context,
    );
  }

  sourceOf(): FileSource {
    return this.#source;
  }

  async written({ thread, questionId, context }: WrittenQuery): Promise<WrittenFile[]> {
    const items = await itemsAfter(this.#options.items, thread.id, questionId, context);
    return items.flatMap((item) => asKeptCode(item)?.files ?? []);
  }

  async forget(thread: ResponsesThread, context: EngineContext): Promise<void> {
    const items = await this.#options.items.all(thread.id, context);
    const written = items.flatMap((item) => asKeptCode(item)?.files ?? []);
    for (const id of [...thread.facts.fileIds, ...written.map((file) => file.id)]) {
      await context.files.delete(id).catch(context.report);
    }
    await context.store.transcripts.delete(thread.id);
  }

  async #join(thread: ResponsesThread | undefined, ids: readonly string[], context: EngineContext): Promise<void> {
    if (!thread || ids.every((id) => thread.facts.fileIds.includes(id))) return;
    const { threads } = this.#options;
    await threads.change(thread, (facts) => ({ ...facts, fileIds: [...new Set([...facts.fileIds, ...ids])] }), context);
  }

  async #read(place: Place, context: EngineContext): Promise<FileRecord> {
    const record = await adapterFiles.read(place, context);
    const { fileSearch, problemWith } = this.#options;
    if (fileSearch && mayHoldText(record.mediaType)) {
      return this.#text(place.id, context).then(
        () => ({ ...record, indexed: true }),
        () => ({ ...record, error: unsearchable.invalid_file }),
      );
    }
    const problem = problemWith(record.mediaType);
    return problem === undefined ? record : { ...record, error: problem };
  }

  async #text(id: string, { files }: EngineContext): Promise<string> {
    const { fileSearch } = this.#options;
    const file = await lentFile(id, files);
    if (!file) throw new AssistantError('file_gone');
    if (fileSearch) return fileSearch.text(file);
    if (!isText(file.type)) throw new AssistantError('not_found');
    return new TextDecoder().decode(await file.bytes());
  }

  async #delete({ id, parent }: Place, context: EngineContext): Promise<void> {
    if (parent !== undefined) {
      const { threads } = this.#options;
      const thread = await threads.read(parent, context);
      const without = (facts: ThreadFacts) => ({ ...facts, fileIds: facts.fileIds.filter((other) => other !== id) });
      await threads.change(thread, without, context);
    }
    await context.files.delete(id);
  }
}
