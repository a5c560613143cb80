import type { UploadPart } from 'openai/resources/uploads';
import { AssistantError } from '../../assistant-error.ts';
import type { EngineContext, FileFacts, FileParts, FileRecord } from '../../engine.ts';
import type { Services } from './services.ts';
import type { ResponsesThread } from './threads.ts';
import type { Uploads } from './uploads.ts';
import { fromUpstream, rejectUpstream } from '../upstream/upstream-error.ts';

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

  async add(uploadId: string, part: Uint8Array, { signal }: EngineContext): Promise<string> {
    const { client } = this.#services;
    const boundary = `part-${crypto.randomUUID()}`;
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
    // A form of the platform's would copy the part into a blob, whose memory nobody counts and so nobody gives back in time.
    const body = formOf(part, boundary);
    // A part that fails is sent again by the page, from which all of it would have to come anyway.
    const options = { body, headers, signal, maxRetries: 0 };
    const path = `/uploads/${encodeURIComponent(uploadId)}/parts`;
    const { id } = await client.post<UploadPart>(path, options).catch(rejectUpstream);
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

/** @see https://www.rfc-editor.org/rfc/rfc7578 */
function formOf(part: Uint8Array, boundary: string): Uint8Array {
  const encoder = new TextEncoder();
  const disposition = 'content-disposition: form-data; name="data"; filename="part"';
  const start = encoder.encode(`--${boundary}\r\n${disposition}\r\ncontent-type: application/octet-stream\r\n\r\n`);
  const end = encoder.encode(`\r\n--${boundary}--\r\n`);
  const form = new Uint8Array(start.length + part.length + end.length);
  form.set(start);
  form.set(part, start.length);
  form.set(end, start.length + part.length);
  return form;
}
