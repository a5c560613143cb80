import type { ErrorBody, InvalidRequestError, WireError } from '../protocol/index.ts';

interface ErrorKind {
  status: number;
  retryable?: boolean;
  message: string;
}

/** Everything that can go wrong, in words a person can act on. No other text ever crosses the wire as an error. */
const kinds = {
  invalid_request: { status: 400, message: 'The request is not valid. Reload the page and try again.' },
  invalid_json: { status: 400, message: 'The body is not valid JSON.' },
  invalid_upload: { status: 400, message: 'Send the file as multipart form data, in a field named "file".' },
  unsupported_url: { status: 400, message: 'Attach files by uploading them; addresses of other sites are not read.' },
  too_many_files: { status: 400, message: 'There are too many files on this message. Remove some and send it again.' },
  thread_full: { status: 400, message: 'This conversation holds as many files as it can. Start a new one.' },
  context_too_long: { status: 400, message: 'This conversation has become too long. Start a new one.' },
  unauthorized: { status: 401, message: 'Sign in to use the assistant.' },
  forbidden_origin: { status: 403, message: 'This site may not use the assistant.' },
  not_found: { status: 404, message: 'This does not exist or is not yours.' },
  run_active: { status: 409, message: 'The assistant is still answering. Wait until it is done, or stop it.' },
  already_answered: {
    status: 409,
    message: 'This message has been answered. Reload the conversation to see the answer.',
  },
  upload_incomplete: { status: 409, retryable: true, message: 'Parts of the file are missing. Send them again.' },
  upload_busy: { status: 409, retryable: true, message: 'The file is being put together. Wait a moment.' },
  stopped: { status: 409, message: 'The answer was stopped before it began.' },
  not_waiting: { status: 409, message: 'The assistant does not wait for this any more. Reload the conversation.' },
  file_gone: { status: 410, message: 'This file is no longer available. Ask the assistant to make it again.' },
  link_expired: { status: 410, message: 'This address of the file has expired. Reload the page for a new one.' },
  upload_gone: { status: 410, retryable: true, message: 'This upload is over. Send the file again.' },
  file_too_large: { status: 413, message: 'The file is too large.' },
  request_too_large: { status: 413, message: 'The message is too large. Send fewer or smaller files.' },
  text_too_long: { status: 413, message: 'The message is too long. Shorten it, or attach it as a file.' },
  unsupported_file_type: { status: 415, message: 'Files of this type are not accepted.' },
  rate_limited: { status: 429, retryable: true, message: 'Too many messages at once. Wait a moment and try again.' },
  daily_limit: { status: 429, message: 'You have sent as many messages as a day allows. Go on tomorrow.' },
  not_supported: { status: 501, message: 'This assistant cannot do that.' },

  service_busy: { status: 429, retryable: true, message: 'The assistant is busy. Wait a moment and try again.' },
  service_refused: {
    status: 502,
    message: 'The assistant could not work with this. Change your message and try again.',
  },
  service_locked_out: { status: 502, message: 'The assistant is not set up correctly. Tell the owner of this site.' },
  service_failed: { status: 502, retryable: true, message: 'The assistant failed. Try again.' },
  service_cut: { status: 502, retryable: true, message: 'The connection to the assistant was lost. Try again.' },
  service_garbled: {
    status: 502,
    retryable: true,
    message: 'The assistant answered in a way that cannot be read. Try again.',
  },
  service_down: { status: 503, retryable: true, message: 'The assistant cannot be reached. Try again later.' },
  service_silent: { status: 504, retryable: true, message: 'The assistant did not answer in time. Try again.' },
  quota_exceeded: { status: 503, message: 'The assistant has used up its budget. Tell the owner of this site.' },
  content_blocked: { status: 400, message: 'The assistant may not answer this. Change your message and try again.' },
  internal: { status: 500, retryable: true, message: 'Something went wrong on our side. Try again.' },
} satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof kinds;

export interface AssistantErrorOptions {
  cause?: unknown;
  /** A sentence of ours with the particulars, e.g. the limit that was passed; never text from elsewhere. */
  message?: string;
  /** Handle of the run that stands in the way. */
  runId?: string;
  /** How long to wait before the next try, in seconds. */
  retryAfter?: number;
}

/** An error with a code, a sentence and a status from one table; what lies behind it stays in `cause`, for the host only. */
export class AssistantError extends Error {
  override name = 'AssistantError';
  readonly code: string;
  readonly status: number;
  readonly retryable: boolean;
  readonly runId: string | undefined;
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, options: AssistantErrorOptions = {}) {
    const kind: ErrorKind = kinds[code];
    super(options.message ?? kind.message, { cause: options.cause });
    this.code = code;
    this.status = kind.status;
    this.retryable = kind.retryable ?? false;
    this.runId = options.runId;
    this.retryAfter = options.retryAfter;
  }

  /** A request that the wire's own checks have refused; their words are ours. */
  static ofRequest({ code, message }: InvalidRequestError): AssistantError {
    const error = new AssistantError('invalid_request', { message });
    return Object.assign(error, { code });
  }

  toWire(): WireError {
    return { code: this.code, message: this.message, retryable: this.retryable };
  }

  toBody(): ErrorBody {
    return { error: { ...this.toWire(), ...(this.runId === undefined ? {} : { runId: this.runId }) } };
  }
}

/** Any error as one of ours; what is not known to be safe becomes `internal`. */
export function toAssistantError(error: unknown): AssistantError {
  return error instanceof AssistantError ? error : new AssistantError('internal', { cause: error });
}
