import { httpError } from '../conversation/transport/http-error.ts';
import { TransportError } from '../conversation/transport/transport-error.ts';
import { lastingUrl } from '../file-attachment/lasting-url.ts';

export interface ReadOptions {
  signal: AbortSignal;
  /** Most bytes that are read. */
  limit: number;
  /** How much has come, from 0 to 1; not called where nobody can tell. */
  report?: (share: number) => void;
}

/**
 * The bytes at an address; at a fresh one where that has expired.
 * @throws {TransportError} `file_too_large`, `file_unreachable`, or what the server says.
 */
export async function readBytes(url: string, { signal, limit, report }: ReadOptions): Promise<Uint8Array> {
  if (url.startsWith('data:')) return bytesIn(url, limit);
  const isExpired = ({ status }: Response) => status === 410 && lastingUrl(url) !== url;
  const get = async (address: string): Promise<Response> => fetch(address, { signal });
  const response = await get(url)
    .then((first) => (isExpired(first) ? get(lastingUrl(url)) : first))
    .catch((error: unknown) => {
      signal.throwIfAborted();
      throw unreachable(error);
    });
  if (!response.ok) throw await httpError(response);
  const length = Number(response.headers.get('content-length'));
  if (length > limit) {
    await response.body?.cancel();
    throw tooLarge();
  }
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    const reader = response.body?.getReader();
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done) break;
      pieces.push(value);
      size += value.length;
      if (size > limit) {
        await reader?.cancel();
        throw tooLarge();
      }
      // A compressed answer is longer than it says.
      if (length > 0) report?.(Math.min(1, size / length));
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof TransportError ? error : unreachable(error);
  }
  return joined(pieces, size);
}

/** The bytes that an address itself holds. A strict policy lets nobody fetch them. */
function bytesIn(url: string, limit: number): Uint8Array {
  const at = url.indexOf(',');
  try {
    const text = decodeURIComponent(url.slice(at + 1));
    const bytes = /;base64$/i.test(url.slice(0, at))
      ? Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
      : new TextEncoder().encode(text);
    if (bytes.length <= limit) return bytes;
  } catch (cause) {
    throw new TransportError('file_unreachable', 'The address of this file is damaged.', { cause });
  }
  throw tooLarge();
}

/** Only the code is for others: the limit is told in the words of the page. */
export function tooLarge(): TransportError {
  return new TransportError('file_too_large', 'The file is too large for a preview.');
}

function unreachable(cause: unknown): TransportError {
  const message = 'The file cannot be reached. Check your connection and try again.';
  return new TransportError('file_unreachable', message, { retryable: true, cause });
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = pieces;
  if (only && pieces.length === 1) return only;
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
