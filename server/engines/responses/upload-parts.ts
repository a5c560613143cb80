import { AssistantError } from '../../assistant-error.ts';
import type { EngineContext, FileFacts, FileParts, FileRecord } from '../../engine.ts';
import type { Services } from './services.ts';
import type { ResponsesThread } from './threads.ts';
import type { Uploads } from './uploads.ts';
import { fromUpstream, rejectUpstream } from './upstream-error.ts';

/**
 * Files in parts, on OpenAI's Uploads.
 * @see https://platform.openai.com/docs/api-reference/uploads
 */
export class UploadParts implements FileParts<ResponsesThread> {
  readonly #services: Services;
  readonly #uploads: Uploads;

  constructor(services: Services, uploads: Uploads) {
    this.#services = services;
    this.#uploads = uploads;
  }

  async begin(
    { filename, mediaType, bytes }: FileFacts,
    { signal }: EngineContext,
  ): Promise<{ uploadId: string; expiresAt: number }> {
    const { client, options } = this.#services;
    const purpose = options.filePurpose ?? 'user_data';
    const upload = await client.uploads
      .create({ filename, bytes, mime_type: mediaType, purpose }, { signal, maxRetries: 0 })
      .catch((error: unknown) => {
        const cause = fromUpstream(error);
        // Other servers that speak OpenAI's API often know Files and no Uploads.
        throw cause.code === 'not_found' ? new AssistantError('not_supported', { cause }) : cause;
      });
    return { uploadId: upload.id, expiresAt: upload.expires_at * 1000 };
  }

  async add(uploadId: string, part: Blob, { signal }: EngineContext): Promise<string> {
    const data = new File([part], 'part');
    const { uploads } = this.#services.client;
    // A part that fails is sent again by the page, from which all of it would have to come anyway.
    const { id } = await uploads.parts.create(uploadId, { data }, { signal, maxRetries: 0 }).catch(rejectUpstream);
    return id;
  }

  async complete(uploadId: string, partIds: readonly string[], { signal }: EngineContext): Promise<string> {
    const { uploads } = this.#services.client;
    const { file } = await uploads
      .complete(uploadId, { part_ids: [...partIds] }, { signal, maxRetries: 0 })
      .catch(rejectUpstream);
    if (!file) throw new AssistantError('service_garbled');
    return file.id;
  }

  place(
    fileId: string,
    file: FileFacts,
    thread: ResponsesThread | undefined,
    context: EngineContext,
  ): Promise<FileRecord> {
    return this.#uploads.place(fileId, file, thread, context);
  }

  async cancel(uploadId: string, { signal }: EngineContext): Promise<void> {
    await this.#services.client.uploads.cancel(uploadId, { signal }).catch(rejectUpstream);
  }
}
