import { AssistantError } from '../../../assistant-error.ts';
import type { EngineContext, FileFacts, FileParts, FileRecord } from '../../../engine.ts';
import type { FileKeeper } from '../file-keeper.ts';
import type { ResponsesThread } from '../thread-keeper.ts';
import { isKeptFile, newFileId } from './kept-files.ts';

const prefix = 'kept-upload-';
const keepMs = 60 * 60_000;

/** Files in parts where the adapter keeps them: whoever takes the parts keeps them too, so here they only get names. */
export class KeptParts implements FileParts<ResponsesThread> {
  readonly #files: FileKeeper;

  constructor(files: FileKeeper) {
    this.#files = files;
  }

  async begin({ bytes }: FileFacts, { files }: EngineContext): Promise<{ uploadId: string; expiresAt: number }> {
    // Who takes the parts goes on where no copy is kept; here it is all there would be of the file.
    const copy = await files.parts?.begin(bytes);
    if (copy === undefined) throw new AssistantError('file_too_large');
    await files.parts?.drop(copy);
    return { uploadId: `${prefix}${crypto.randomUUID().replaceAll('-', '')}`, expiresAt: Date.now() + keepMs };
  }

  async add(): Promise<string> {
    return `part-${crypto.randomUUID()}`;
  }

  async complete(): Promise<string> {
    return newFileId();
  }

  place(
    fileId: string,
    file: FileFacts,
    thread: ResponsesThread | undefined,
    context: EngineContext,
  ): Promise<FileRecord> {
    return this.#files.place(fileId, file, thread, context);
  }

  async cancel(): Promise<void> {}
}

/** Parts for whoever keeps the file, which its names tell once it has begun. */
export class EitherParts implements FileParts<ResponsesThread> {
  readonly #hosted: FileParts<ResponsesThread>;
  readonly #kept: FileParts<ResponsesThread>;
  readonly #isHosted: () => Promise<boolean>;

  constructor(hosted: FileParts<ResponsesThread>, kept: FileParts<ResponsesThread>, isHosted: () => Promise<boolean>) {
    this.#hosted = hosted;
    this.#kept = kept;
    this.#isHosted = isHosted;
  }

  async begin(...given: Parameters<FileParts['begin']>): Promise<{ uploadId: string; expiresAt: number }> {
    return ((await this.#isHosted()) ? this.#hosted : this.#kept).begin(...given);
  }

  add(...given: Parameters<FileParts['add']>): Promise<string> {
    return this.#of(given[0]).add(...given);
  }

  complete(...given: Parameters<FileParts['complete']>): Promise<string> {
    return this.#of(given[0]).complete(...given);
  }

  place(...given: Parameters<FileParts<ResponsesThread>['place']>): Promise<FileRecord> {
    return (isKeptFile(given[0]) ? this.#kept : this.#hosted).place(...given);
  }

  cancel(...given: Parameters<FileParts['cancel']>): Promise<void> {
    return this.#of(given[0]).cancel(...given);
  }

  #of(uploadId: string): FileParts<ResponsesThread> {
    return uploadId.startsWith(prefix) ? this.#kept : this.#hosted;
  }
}
