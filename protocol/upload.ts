import { InvalidRequestError } from './request.ts';

/** Body of `POST /uploads`: a file that will come in parts. */
export interface UploadRequest {
  filename: string;
  /** Size of the whole file. */
  bytes: number;
  /** As the page believes; the adapter looks for itself. */
  mediaType?: string;
  /** The thread the file joins. */
  threadId?: string;
}

/** A file on its way in parts: part `n`, counted from 1, begins at byte `(n - 1) * partBytes`. */
export interface Upload {
  /** An opaque handle, worthless to anybody but its owner. */
  id: string;
  bytes: number;
  /** Size of every part but the last, in bytes. */
  partBytes: number;
  /** Numbers of the parts that are there, in ascending order. */
  parts: number[];
  /** When what is there goes away, in milliseconds since the epoch. */
  expiresAt: number;
}

/** @throws {InvalidRequestError} */
export function parseUploadRequest(body: unknown): UploadRequest {
  const { filename, bytes, mediaType, threadId } = (body ?? {}) as Record<string, unknown>;
  if (typeof filename !== 'string' || filename === '') throw new InvalidRequestError('"filename" must be a string.');
  if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes < 1) {
    throw new InvalidRequestError('"bytes" must be the size of the file, at least 1.');
  }
  for (const [key, value] of Object.entries({ mediaType, threadId })) {
    if (value !== undefined && typeof value !== 'string') throw new InvalidRequestError(`"${key}" must be a string.`);
  }
  return {
    filename,
    bytes,
    ...(typeof mediaType === 'string' ? { mediaType } : {}),
    ...(typeof threadId === 'string' && threadId !== '' ? { threadId } : {}),
  };
}
