import type { UIMessage, WireError } from '../../protocol/index.ts';
import type { Attachment } from './files/attachment.ts';
import type { FileRejection, RejectionReason } from './files/file-rejection.ts';

/** What of a conversation has changed. `status` covers `error` and `connection`; `thread` is `threadId`. */
export type ConversationFacet =
  | 'messages'
  | 'status'
  | 'input'
  | 'attachments'
  | 'threads'
  | 'config'
  | 'activity'
  | 'thread';

export class ConversationChangeEvent extends Event {
  readonly what: ReadonlySet<ConversationFacet>;

  constructor(what: ReadonlySet<ConversationFacet>) {
    super('change');
    this.what = what;
  }
}

/** The assistant has accepted the person's message. */
export class SentEvent extends Event {
  readonly message: UIMessage;

  constructor(message: UIMessage) {
    super('sent');
    this.message = message;
  }
}

/** The first event of a reply has come. */
export class ReplyStartEvent extends Event {
  readonly message: UIMessage;

  constructor(message: UIMessage) {
    super('reply-start');
    this.message = message;
  }
}

/**
 * - `completed`: the reply is whole;
 * - `stopped`: the person ended it;
 * - `requires-action`: a tool of the page or an approval is waited for;
 * - `incomplete`: the assistant stopped early, see `message.metadata.run.incompleteReason`;
 * - `failed`: see the conversation's `error`.
 */
export type ReplyOutcome = 'completed' | 'stopped' | 'requires-action' | 'incomplete' | 'failed';

export class ReplyEndEvent extends Event {
  readonly message: UIMessage;
  readonly outcome: ReplyOutcome;

  constructor(message: UIMessage, outcome: ReplyOutcome) {
    super('reply-end');
    this.message = message;
    this.outcome = outcome;
  }
}

export class ConversationErrorEvent extends Event {
  readonly error: WireError;

  constructor(error: WireError) {
    super('error');
    this.error = error;
  }
}

export class ThreadChangeEvent extends Event {
  readonly threadId: string | null;

  constructor(threadId: string | null) {
    super('thread-change');
    this.threadId = threadId;
  }
}

export interface ToolCall {
  readonly toolCallId: string;
  readonly toolName: string;
  readonly input: unknown;
  /** The assistant's message that holds the call. */
  readonly messageId: string;
}

/** A tool of the page is to run. Whoever runs it answers by `respondWith`, or later by `conversation.addToolOutput`. */
export class ToolCallEvent extends Event {
  readonly call: ToolCall;
  readonly #respond: (output: unknown) => void;

  constructor(call: ToolCall, respond: (output: unknown) => void) {
    super('tool-call');
    this.call = call;
    this.#respond = respond;
  }

  /** Hands in the tool's output, or a promise of it; a promise that rejects tells the assistant that the tool failed. */
  respondWith(output: unknown): void {
    this.#respond(output);
  }
}

/** A file is about to be attached; canceling refuses it. */
export class FileAcceptEvent extends Event {
  readonly file: File;

  constructor(file: File) {
    super('file-accept', { cancelable: true });
    this.file = file;
  }
}

export class FileAcceptedEvent extends Event {
  readonly attachment: Attachment;

  constructor(attachment: Attachment) {
    super('file-accepted');
    this.attachment = attachment;
  }
}

export class FileRejectedEvent extends Event implements FileRejection {
  readonly file: File;
  readonly reason: RejectionReason;
  declare readonly limit?: number | string;
  declare readonly equals?: File;

  constructor({ file, reason, limit, equals }: FileRejection) {
    super('file-rejected');
    this.file = file;
    this.reason = reason;
    if (limit !== undefined) this.limit = limit;
    if (equals) this.equals = equals;
  }
}

export interface ConversationEventMap {
  change: ConversationChangeEvent;
  sent: SentEvent;
  'reply-start': ReplyStartEvent;
  'reply-end': ReplyEndEvent;
  error: ConversationErrorEvent;
  'thread-change': ThreadChangeEvent;
  'tool-call': ToolCallEvent;
  'file-accept': FileAcceptEvent;
  'file-accepted': FileAcceptedEvent;
  'file-rejected': FileRejectedEvent;
}
