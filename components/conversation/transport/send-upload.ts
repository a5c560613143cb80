export interface UploadCall {
  method: 'POST' | 'PUT';
  url: URL;
  body: FormData | Blob;
  headers: Headers;
  credentials: RequestCredentials;
  /** Size of the file alone; progress is told in its bytes. */
  bytes: number;
  onProgress: (sentBytes: number) => void;
  signal?: AbortSignal | undefined;
}

/**
 * Sends a file, or a part of one, by `XMLHttpRequest`: `fetch` cannot tell how many bytes have left.
 * @throws {TypeError} like `fetch`, where there was no answer, and the signal's reason.
 */
export function sendUpload(upload: UploadCall): Promise<Response> {
  const { method, url, body, headers, credentials, bytes, onProgress, signal } = upload;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const request = new XMLHttpRequest();
    const abort = (): void => request.abort();
    request.open(method, url);
    request.withCredentials = credentials === 'include';
    headers.forEach((value, name) => request.setRequestHeader(name, value));
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      // The form around the file counts in these figures, not in those a person sees.
      onProgress(Math.min(bytes, Math.round((loaded / Math.max(total, 1)) * bytes)));
    });
    request.addEventListener('load', () => resolve(responseOf(request)));
    request.addEventListener('error', () => reject(new TypeError('The upload failed.')));
    request.addEventListener('abort', () => reject(signal?.reason ?? new TypeError('The upload was aborted.')));
    request.addEventListener('loadend', () => signal?.removeEventListener('abort', abort));
    signal?.addEventListener('abort', abort);
    request.send(body);
  });
}

function responseOf(request: XMLHttpRequest): Response {
  const retryAfter = request.getResponseHeader('retry-after');
  const contentType = request.getResponseHeader('content-type');
  const { status } = request;
  // A body may not even be empty where the status forbids one.
  return new Response(status === 204 ? null : request.responseText, {
    status,
    headers: {
      ...(retryAfter ? { 'retry-after': retryAfter } : {}),
      ...(contentType ? { 'content-type': contentType } : {}),
    },
  });
}
