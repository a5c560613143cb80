import type { Annotation, AnnotationSource, UIMessage, WireError } from '../protocol/index.ts';
import type { Attachment } from './conversation/files/attachment.ts';
import type { ReplyOutcome, ToolCall } from './conversation/conversation-events.ts';
import type { FileRejection, RejectionReason } from './conversation/files/file-rejection.ts';
import type { AttachedFile } from './file-attachment/attached-file.ts';

// Present tense: about to happen, can be canceled. Past tense: has happened. All bubble and cross shadow roots.
const happened: EventInit = { bubbles: true, composed: true };
const aboutToHappen: EventInit = { ...happened, cancelable: true };

/** A person is sending a message; canceling keeps it in the composer. */
export class AssistantSendEvent extends Event {
  readonly text: string;
  readonly attachments: readonly Attachment[];

  constructor(text: string, attachments: readonly Attachment[] = []) {
    super('assistant-send', aboutToHappen);
    this.text = text;
    this.attachments = attachments;
  }
}

/** The assistant has accepted a message. */
export class AssistantSentEvent extends Event {
  readonly message: UIMessage;

  constructor(message: UIMessage) {
    super('assistant-sent', happened);
    this.message = message;
  }
}

/** A reply has begun. */
export class AssistantReplyStartEvent extends Event {
  readonly message: UIMessage;

  constructor(message: UIMessage) {
    super('assistant-reply-start', happened);
    this.message = message;
  }
}

/** A reply has ended, well or not. */
export class AssistantReplyEndEvent extends Event {
  readonly message: UIMessage;
  readonly outcome: ReplyOutcome;

  constructor(message: UIMessage, outcome: ReplyOutcome) {
    super('assistant-reply-end', happened);
    this.message = message;
    this.outcome = outcome;
  }
}

/** Something has failed, in words a person can act on. */
export class AssistantErrorEvent extends Event {
  readonly error: WireError;

  constructor(error: WireError) {
    super('assistant-error', happened);
    this.error = error;
  }
}

/** Another thread is open, or the new one has got its id; null: a new one that has none yet. */
export class AssistantThreadChangeEvent extends Event {
  readonly threadId: string | null;

  constructor(threadId: string | null) {
    super('assistant-thread-change', happened);
    this.threadId = threadId;
  }
}

/** A file is about to be attached; canceling refuses it. */
export class AssistantFileAcceptEvent extends Event {
  readonly file: File;

  constructor(file: File) {
    super('assistant-file-accept', aboutToHappen);
    this.file = file;
  }
}

/** A file has been taken. Inside a chat `attachment` tells how far it is. */
export class AssistantFileAcceptedEvent extends Event {
  readonly file: File;
  readonly attachment: Attachment | undefined;

  constructor(file: File, attachment?: Attachment) {
    super('assistant-file-accepted', happened);
    this.file = file;
    this.attachment = attachment;
  }
}

/** A file has not been taken. */
export class AssistantFileRejectedEvent extends Event implements FileRejection {
  readonly file: File;
  readonly reason: RejectionReason;
  declare readonly limit?: number | string;
  declare readonly equals?: File;

  constructor({ file, reason, limit, equals }: FileRejection) {
    super('assistant-file-rejected', happened);
    this.file = file;
    this.reason = reason;
    if (limit !== undefined) this.limit = limit;
    if (equals) this.equals = equals;
  }
}

/** A function of the page is to run; answer with `respondWith`. */
export class AssistantToolCallEvent extends Event {
  readonly call: ToolCall;
  readonly #respond: (output: unknown) => void;

  constructor(call: ToolCall, respond: (output: unknown) => void) {
    super('assistant-tool-call', happened);
    this.call = call;
    this.#respond = respond;
  }

  /** Hands in the output, or a promise of it; one that rejects tells the assistant that the function failed. */
  respondWith(output: unknown): void {
    this.#respond(output);
  }
}

/** A person opens a source, or a file that a link of the answer means; canceling leaves it to the page. */
export class AssistantCitationOpenEvent extends Event {
  readonly source: AnnotationSource;
  /** The place it is opened from, with the quoted passage; undefined from the list of sources. */
  readonly annotation: Annotation | undefined;
  readonly message: UIMessage | undefined;

  constructor(source: AnnotationSource, annotation?: Annotation, message?: UIMessage) {
    super('assistant-citation-open', aboutToHappen);
    this.source = source;
    this.annotation = annotation;
    this.message = message;
  }
}

/** A person opens a file that can be shown; canceling leaves it to the page. */
export class AssistantFileOpenEvent extends Event {
  readonly file: AttachedFile;

  constructor(file: AttachedFile) {
    super('assistant-file-open', aboutToHappen);
    this.file = file;
  }
}

/** A person judges a reply; null takes the judgement back. */
export class AssistantFeedbackEvent extends Event {
  readonly message: UIMessage;
  readonly rating: 'good' | 'bad' | null;

  constructor(message: UIMessage, rating: 'good' | 'bad' | null) {
    super('assistant-feedback', happened);
    this.message = message;
    this.rating = rating;
  }
}

/** A person takes a file away; whoever shows the file removes it. */
export class AssistantFileRemoveEvent extends Event {
  constructor() {
    super('assistant-file-remove', aboutToHappen);
  }
}

/** A person wants a failed file to be tried again. */
export class AssistantFileRetryEvent extends Event {
  constructor() {
    super('assistant-file-retry', aboutToHappen);
  }
}

/** A person wants a file that is gone to be made again; canceling leaves it to the page. */
export class AssistantFileRenewEvent extends Event {
  readonly file: AttachedFile;

  constructor(file: AttachedFile) {
    super('assistant-file-renew', aboutToHappen);
    this.file = file;
  }
}

/** A person says whether a tool may run; canceling leaves the answer to the page. */
export class AssistantApproveEvent extends Event {
  readonly approvalId: string;
  readonly approved: boolean;

  constructor(approvalId: string, approved: boolean) {
    super('assistant-approve', aboutToHappen);
    this.approvalId = approvalId;
    this.approved = approved;
  }
}

declare global {
  interface HTMLElementEventMap {
    'assistant-file-open': AssistantFileOpenEvent;
    'assistant-file-remove': AssistantFileRemoveEvent;
    'assistant-file-renew': AssistantFileRenewEvent;
    'assistant-file-retry': AssistantFileRetryEvent;
    'assistant-approve': AssistantApproveEvent;
    'assistant-send': AssistantSendEvent;
    'assistant-sent': AssistantSentEvent;
    'assistant-reply-start': AssistantReplyStartEvent;
    'assistant-reply-end': AssistantReplyEndEvent;
    'assistant-error': AssistantErrorEvent;
    'assistant-thread-change': AssistantThreadChangeEvent;
    'assistant-file-accept': AssistantFileAcceptEvent;
    'assistant-file-accepted': AssistantFileAcceptedEvent;
    'assistant-file-rejected': AssistantFileRejectedEvent;
    'assistant-tool-call': AssistantToolCallEvent;
    'assistant-citation-open': AssistantCitationOpenEvent;
    'assistant-feedback': AssistantFeedbackEvent;
  }
}
