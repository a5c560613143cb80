import type { FileRef, Upload, UploadRequest } from '../../../protocol/index.ts';
import { httpPartCalls, type PartLine } from '../transport/http-part-calls.ts';
import { pause, retryDelay as ownDelay } from '../transport/retry-delay.ts';
import { TransportError } from '../transport/transport-error.ts';
import type { UploadOptions } from '../transport/transport.ts';
import { UploadSlots } from './upload-slots.ts';

/** Loaded along: what sends a file is not needed before there is one. */
export { sendUpload } from '../transport/send-upload.ts';

/** Two parts of a file, so that the next one is on its way while one is being taken in; browsers have six connections for all. */
const partsOfFile = 2;
const partsOfAll = 3;

/** How often something is sent in vain before the person is asked: a part, which is little, and a whole file. */
const maxAttempts = 8;
const maxWholeAttempts = 3;

/** The calls of the wire. They reject with a `TransportError`, or the signal's reason. */
export interface PartCalls {
  begin(request: UploadRequest, signal?: AbortSignal): Promise<Upload>;
  state(id: string, signal?: AbortSignal): Promise<Upload>;
  send(id: string, number: number, part: PartToSend): Promise<void>;
  complete(id: string, signal?: AbortSignal): Promise<FileRef>;
  cancel(id: string): Promise<void>;
}

interface PartToSend {
  body: Blob;
  onProgress: (sentBytes: number) => void;
  signal?: AbortSignal;
}

/** Sends large files in parts. What was cut goes on with the parts that are missing, also when it is tried again much later. */
export class PartedUploads {
  readonly #calls: PartCalls;
  readonly #slots = new UploadSlots(partsOfAll);
  readonly #begun = new WeakMap<File, string>();

  constructor(calls: PartCalls) {
    this.#calls = calls;
  }

  /** The file as the assistant knows it; undefined where it takes none in parts after all. */
  async send(file: File, options: UploadOptions): Promise<FileRef | undefined> {
    const { signal } = options;
    try {
      const upload = (await this.#resume(file, options)) ?? (await this.#begin(file, options));
      if (!upload) return undefined;
      await this.#sendMissing(file, upload, options);
      const ref = await persistently(() => this.#calls.complete(upload.id, signal), options);
      this.#begun.delete(file);
      return ref;
    } catch (error) {
      if (signal?.aborted) this.#abandon(file);
      throw error;
    }
  }

  /** Sends a small file in one piece, and again where its connection was cut; without a network it waits for that. */
  sendWhole(send: () => Promise<FileRef>, options: UploadOptions): Promise<FileRef> {
    return persistently(send, options, { attempts: maxWholeAttempts, mayPass: isCut });
  }

  /** What is there of the file already; undefined where nothing is, or not any more. */
  async #resume(file: File, options: UploadOptions): Promise<Upload | undefined> {
    const id = this.#begun.get(file);
    if (id === undefined) return undefined;
    try {
      return await persistently(() => this.#calls.state(id, options.signal), options);
    } catch (error) {
      if (!isGone(error)) throw error;
      this.#begun.delete(file);
      return undefined;
    }
  }

  async #begin(file: File, options: UploadOptions): Promise<Upload | undefined> {
    const { threadId, signal } = options;
    const request: UploadRequest = {
      filename: file.name,
      bytes: file.size,
      ...(file.type ? { mediaType: file.type } : {}),
      ...(threadId === undefined ? {} : { threadId }),
    };
    try {
      const upload = await persistently(() => this.#calls.begin(request, signal), options);
      this.#begun.set(file, upload.id);
      return upload;
    } catch (error) {
      if (error instanceof TransportError && (error.status === 404 || error.status === 405 || error.status === 501)) {
        return undefined;
      }
      throw error;
    }
  }

  async #sendMissing(file: File, { id, partBytes, parts }: Upload, options: UploadOptions): Promise<void> {
    const count = Math.ceil(file.size / partBytes);
    const sizeOf = (number: number): number => Math.min(partBytes, file.size - (number - 1) * partBytes);
    const sent = new Map(parts.map((number) => [number, sizeOf(number)]));
    const progress = (number: number, bytes: number): void => {
      sent.set(number, bytes);
      options.onProgress?.([...sent.values()].reduce((sum, each) => sum + each, 0));
    };
    const missing = Array.from({ length: count }, (_, index) => index + 1).filter((number) => !sent.has(number));
    const failed = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, failed.signal]) : failed.signal;
    const sendNext = async (): Promise<void> => {
      for (let number = missing.shift(); number !== undefined; number = missing.shift()) {
        const at = (number - 1) * partBytes;
        const body = file.slice(at, at + sizeOf(number));
        const part = { body, onProgress: progress.bind(undefined, number), signal };
        const send = (): Promise<void> => this.#slots.run(() => this.#calls.send(id, number, part), signal);
        await persistently(send, { ...options, signal });
        progress(number, body.size);
      }
    };
    try {
      await Promise.all(Array.from({ length: partsOfFile }, sendNext));
    } catch (error) {
      // Where one part cannot be sent, the other need not go on.
      failed.abort(error);
      throw error;
    }
  }

  /** Nobody wants the file any more; what is there of it would go by itself, only later. */
  #abandon(file: File): void {
    const id = this.#begun.get(file);
    this.#begun.delete(file);
    if (id !== undefined) void this.#calls.cancel(id).catch(() => undefined);
  }
}

/** Large files in parts, over HTTP. */
export function partedUploads(line: PartLine): PartedUploads {
  return new PartedUploads(httpPartCalls(line));
}

interface Persistence {
  attempts: number;
  /** True for an error that another attempt may mend by itself. */
  mayPass: (error: unknown) => error is TransportError;
}

/** Does it until it is done, waiting longer each time, and no longer than until the network is back. */
async function persistently<Result>(
  act: () => Promise<Result>,
  { signal = new AbortController().signal, retryDelay = ownDelay }: UploadOptions,
  { attempts, mayPass }: Persistence = { attempts: maxAttempts, mayPass: mayPassForPart },
): Promise<Result> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await act();
    } catch (error) {
      if (signal.aborted || attempt + 1 >= attempts || !mayPass(error)) throw error;
      await pause(Math.max(retryDelay(attempt), error.retryAfterMs ?? 0), signal);
    }
  }
}

/** There was no answer. */
function isCut(error: unknown): error is TransportError {
  return error instanceof TransportError && error.retryable && error.status === undefined;
}

function mayPassForPart(error: unknown): error is TransportError {
  return (
    error instanceof TransportError &&
    error.retryable &&
    error.status !== 501 &&
    !isGone(error) &&
    error.code !== 'upload_incomplete'
  );
}

function isGone(error: unknown): boolean {
  return error instanceof TransportError && (error.status === 404 || error.status === 410);
}
