import { AssistantError } from './assistant-error.ts';
import { inWords } from './limits.ts';
import { claimedMediaType } from './files/media-type.ts';
import { tooLarge } from './files/message-files.ts';
import { safeFilename } from './files/safe-filename.ts';
import { sniffedBytes, sniffedMediaType } from './files/sniff-media-type.ts';

/** What the fields and boundaries around a file may take, in bytes. */
const formOverhead = 64 * 1024;

/**
 * The JSON body of a request; undefined where there is none.
 * @throws {AssistantError} when it is too large, or no JSON
 */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const message = `The message is too large: at most ${inWords(maxBytes)}, its files included. Send fewer or smaller files.`;
  const text = await limited(request, maxBytes, () => new AssistantError('request_too_large', { message })).text();
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AssistantError('invalid_json');
  }
}

export interface Upload {
  file: File;
  threadId?: string;
}

/**
 * A file sent as multipart form data, with the type that its bytes tell.
 * @throws {AssistantError} when it is too large, or none
 */
export async function readUpload(request: Request, maxBytes: number): Promise<Upload> {
  const body = limited(request, maxBytes + formOverhead, () => tooLarge(maxBytes));
  const form = await body.formData();
  const file = form.get('file');
  const threadId = form.get('threadId');
  if (!(file instanceof File)) throw new AssistantError('invalid_upload');
  if (file.size === 0) throw new AssistantError('invalid_upload', { message: 'The file is empty.' });
  const name = safeFilename(file.name);
  const head = new Uint8Array(await file.slice(0, sniffedBytes).arrayBuffer());
  return {
    file: new File([file], name, { type: sniffedMediaType(head, claimedMediaType(file.type, name), name) }),
    ...(typeof threadId === 'string' && threadId !== '' ? { threadId } : {}),
  };
}

/**
 * Fills the room with a part of a file, the whole body of a request.
 * @throws {AssistantError} when it has more bytes, at once, or fewer
 */
export async function readPart(request: Request, room: Uint8Array): Promise<void> {
  const bytes = room.length;
  const wrongSize = () => new AssistantError('invalid_upload', { message: `This part has to have ${bytes} bytes.` });
  const stated = request.headers.get('content-length');
  if (!request.body || (stated !== null && Number(stated) !== bytes)) throw wrongSize();
  let length = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw wrongSize();
    });
    if (done) break;
    if (length + value.byteLength > bytes) {
      await reader.cancel();
      throw wrongSize();
    }
    room.set(value, length);
    length += value.byteLength;
  }
  if (length < bytes) throw wrongSize();
}

/** The body, counted while it comes in: a length may be missing, or a lie. */
function limited(request: Request, maxBytes: number, error: () => AssistantError) {
  if (Number(request.headers.get('content-length')) > maxBytes) throw error();
  let isTooLong = false;
  let length = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, controller) {
      length += bytes.byteLength;
      isTooLong = length > maxBytes;
      if (isTooLong) controller.error(error());
      else controller.enqueue(bytes);
    },
  });
  const headers = { 'content-type': request.headers.get('content-type') ?? '' };
  const counted = new Response(request.body?.pipeThrough(counter) ?? null, { headers });
  const read = async <Value>(reading: Promise<Value>, failure: () => AssistantError): Promise<Value> => {
    try {
      return await reading;
    } catch {
      throw isTooLong ? error() : failure();
    }
  };
  return {
    text: () => read(counted.text(), () => new AssistantError('invalid_request')),
    formData: () => read(counted.formData(), () => new AssistantError('invalid_upload')),
  };
}
