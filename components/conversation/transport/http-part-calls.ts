import type { FileRef, Upload } from '../../../protocol/index.ts';
import type { PartCalls } from '../files/parted-uploads.ts';
import type { UploadCall } from './send-upload.ts';

/** What the calls need of a transport. */
export interface PartLine {
  /** The URL of `./uploads`. */
  uploads: URL;
  send(url: URL, call: { method: string; json?: unknown; signal?: AbortSignal | undefined }): Promise<Response>;
  transfer(call: Omit<UploadCall, 'headers' | 'credentials'>): Promise<Response>;
}

/** The calls of `/uploads` over HTTP. */
export function httpPartCalls({ uploads, send, transfer }: PartLine): PartCalls {
  const url = (id: string, rest = ''): URL => new URL(`${uploads.pathname}/${encodeURIComponent(id)}${rest}`, uploads);
  const json = async <Value>(sent: Promise<Response>): Promise<Value> => (await (await sent).json()) as Value;
  return {
    begin: (request, signal) => json<Upload>(send(uploads, { method: 'POST', json: request, signal })),
    state: (id, signal) => json<Upload>(send(url(id), { method: 'GET', signal })),
    send: async (id, number, { body, onProgress, signal }) => {
      await transfer({ method: 'PUT', url: url(id, `/parts/${number}`), body, bytes: body.size, onProgress, signal });
    },
    complete: (id, signal) => json<FileRef>(send(url(id, '/complete'), { method: 'POST', signal })),
    cancel: async (id) => void (await send(url(id), { method: 'DELETE' })),
  };
}
