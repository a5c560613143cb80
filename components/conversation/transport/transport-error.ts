import type { WireError } from '../../../protocol/index.ts';

/** What goes wrong on the page's side of the wire; every other code comes from the backend. */
const sentences = {
  network_error: 'The assistant cannot be reached. Check your connection and try again.',
  connection_lost: 'The connection was lost while the answer was being written. Try again to read on.',
  bad_response: 'The assistant gave an answer that cannot be read. Try again later.',
  http_error: 'The assistant could not do that. Try again later.',
  reply_failed: 'The answer could not be finished. Try again.',
  thread_not_found: 'This conversation no longer exists. Start a new one.',
  stop_failed: 'The answer could not be stopped and may go on in the background.',
  text_too_long: 'The message is too long. Shorten it and try again.',
  attachment_failed: 'A file could not be sent. Try it again or remove it.',
  upload_failed: 'The file could not be uploaded. Try again.',
  file_not_processed: 'The file could not be processed.',
  tool_failed: 'A tool of this page failed.',
} as const;

export type ClientErrorCode = keyof typeof sentences;

export interface TransportErrorOptions {
  retryable?: boolean;
  /** The HTTP status, where there was an answer. */
  status?: number;
  /** How long the backend asks to wait, in milliseconds. */
  retryAfterMs?: number;
  /** The run that stands in the way, with the code `run_active`. */
  runId?: string;
  cause?: unknown;
}

/** A call that failed; `message` is a sentence a person can act on. */
export class TransportError extends Error implements WireError {
  override name = 'TransportError';
  readonly code: string;
  readonly retryable: boolean;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly runId: string | undefined;

  constructor(code: string, message: string, options: TransportErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
    this.runId = options.runId;
  }
}

/** An error of this side, with its own sentence. */
export function clientError(code: ClientErrorCode, options?: TransportErrorOptions): TransportError {
  return new TransportError(code, sentences[code], { retryable: true, ...options });
}

/** Any error in the one shape that is shown; text of unknown origin is not. */
export function toWireError(error: unknown, fallback: ClientErrorCode = 'network_error'): WireError {
  const { code, message, retryable } = error instanceof TransportError ? error : clientError(fallback);
  return { code, message, retryable };
}
