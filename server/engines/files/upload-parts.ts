import type { UploadPart } from 'openai/resources/uploads';
import { AssistantError } from '../../assistant-error.ts';
import type OpenAI from 'openai';
import type { EngineContext, FileFacts, FileParts, ThreadRecord } from '../../engine.ts';
import { fromUpstream, rejectUpstream } from '../upstream/upstream-error.ts';

/**
 * Files in parts, on OpenAI's Uploads.
 * @see https://platform.openai.com/docs/api-reference/uploads
 */
export class UploadParts<Thread extends ThreadRecord> implements FileParts<Thread> {
  readonly #client: OpenAI;
  readonly #purpose: 'user_data' | 'assistants';
  readonly place: FileParts<Thread>['place'];

  /** @param place makes a file that the service has one of the thread */
  constructor(client: OpenAI, purpose: 'user_data' | 'assistants', place: FileParts<Thread>['place']) {
    this.#client = client;
    this.#purpose = purpose;
    this.place = place;
  }

  async begin(
    { filename, mediaType, bytes }: FileFacts,
    { signal }: EngineContext,
  ): Promise<{ uploadId: string; expiresAt: number }> {
    const upload = await this.#client.uploads
      .create({ filename, bytes, mime_type: mediaType, purpose: this.#purpose }, { signal, maxRetries: 0 })
      .catch((error: unknown) => {
        const cause = fromUpstream(error);
        // Other servers that speak OpenAI's API often know Files and no Uploads.
        throw cause.code === 'not_found' ? new AssistantError('not_supported', { cause }) : cause;
      });
    return { uploadId: upload.id, expiresAt: upload.expires_at * 1000 };
  }

  async add(uploadId: string, part: Uint8Array, { signal }: EngineContext): Promise<string> {
    // A part that fails is sent again by the page, from which all of it would have to come anyway.
    const options = { ...formOf(part), signal, maxRetries: 0 };
    const path = `/uploads/${encodeURIComponent(uploadId)}/parts`;
    const { id } = await this.#client.post<UploadPart>(path, options).catch(rejectUpstream);
    return id;
  }

  async complete(uploadId: string, partIds: readonly string[], { signal }: EngineContext): Promise<string> {
    const { uploads } = this.#client;
    const { file } = await uploads
      .complete(uploadId, { part_ids: [...partIds] }, { signal, maxRetries: 0 })
      .catch(rejectUpstream);
    if (!file) throw new AssistantError('service_garbled');
    return file.id;
  }

  async cancel(uploadId: string, { signal }: EngineContext): Promise<void> {
    await this.#client.uploads.cancel(uploadId, { signal }).catch(rejectUpstream);
  }
}

/**
 * A form with the part in it, sent from where it lies: a form of the platform's, or one in a single piece, would hold the part
 * once more or twice, and of several at a time that is most of what an upload takes of memory.
 * @see https://www.rfc-editor.org/rfc/rfc7578
 */
function formOf(part: Uint8Array): { body: ReadableStream<Uint8Array>; headers: Record<string, string> } {
  const boundary = `part-${crypto.randomUUID()}`;
  const encoder = new TextEncoder();
  const disposition = 'content-disposition: form-data; name="data"; filename="part"';
  const start = encoder.encode(`--${boundary}\r\n${disposition}\r\ncontent-type: application/octet-stream\r\n\r\n`);
  const end = encoder.encode(`\r\n--${boundary}--\r\n`);
  const pieces = [start, part, end];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = pieces.shift();
      if (piece) controller.enqueue(piece);
      else controller.close();
    },
  });
  const headers = {
    'content-type': `multipart/form-data; boundary=${boundary}`,
    // Of a stream no length is known; where the runtime lets it be told, services need not take chunks.
    'content-length': String(start.length + part.length + end.length),
  };
  return { body, headers };
}
