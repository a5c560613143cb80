import { AssistantError } from '../../assistant-error.ts';
import type { FileContent } from '../../store.ts';
import { rejectUpstream } from './upstream-error.ts';

/**
 * A file that the service sends, read as it comes: what it is handed to decides how much of it is in memory.
 * @param largest more bytes than these are refused, whether they are announced or not
 * @throws {AssistantError} `file_too_large`
 */
export async function upstreamFile(
  { headers, body }: Response,
  { name, type }: { name: string; type: string },
  largest = Number.POSITIVE_INFINITY,
): Promise<FileContent> {
  // Of a body that is unpacked on its way the length is another one.
  const size = headers.has('content-encoding') ? Number.NaN : Number(headers.get('content-length') ?? Number.NaN);
  if (size > largest) {
    await body?.cancel();
    throw new AssistantError('file_too_large');
  }
  const reader = body?.getReader();
  let length = 0;
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { done, value } = (await reader?.read().catch(rejectUpstream)) ?? { done: true };
      if (done) {
        controller.close();
        return;
      }
      length += value.length;
      if (length > largest) {
        await reader?.cancel();
        throw new AssistantError('file_too_large');
      }
      controller.enqueue(value);
    },
    cancel: (reason) => reader?.cancel(reason),
  });
  return { name, type, ...(Number.isNaN(size) ? {} : { size }), stream: () => stream };
}
