import {
  applyChunk,
  isToolPart,
  type Chunk,
  type ErrorDataChunk,
  type MessagePart,
  type StatusChunk,
  type UIMessage,
  type WireError,
} from '../../../protocol/index.ts';
import { createId } from '../create-id.ts';
import { FrameBatch } from '../frame-batch.ts';
import { WaitingChunks } from './waiting-chunks.ts';

export interface ReplyOptions {
  /** The message the reply continues; without it a new one begins. */
  continues?: UIMessage | undefined;
  /** What is on the screen of this very reply, and is replaced by what comes. */
  shown?: UIMessage | undefined;
  /** Called at most once per frame with the grown message and with what the run does at the moment. */
  onGrow: (message: UIMessage, status: StatusChunk['data'] | null) => void;
}

/** One message that grows by the chunks of a stream, in batches. */
export class Reply {
  /** What went wrong, as the backend told it just before its `error` chunk. */
  error: WireError | undefined;
  /** The backend has said that it stopped because it was told to. */
  wasAborted = false;
  readonly #base: UIMessage;
  readonly #onGrow: ReplyOptions['onGrow'];
  readonly #batch = new FrameBatch(() => this.#apply());
  readonly #waiting = new WaitingChunks();
  #message: UIMessage;
  #status: StatusChunk['data'] | null = null;
  #hasBegun: boolean;
  /** While a replay has not caught up with what is on the screen, the screen stays as it is: shown words do not vanish. */
  #shownSize: number;

  constructor({ continues, shown, onGrow }: ReplyOptions) {
    this.#base = continues ?? { id: shown?.id ?? createId('reply-'), role: 'assistant', parts: [] };
    this.#message = this.#base;
    this.#shownSize = shown ? sizeOf(shown) : 0;
    this.#hasBegun = continues !== undefined;
    this.#onGrow = onGrow;
  }

  /** The message with all that has come. */
  get message(): UIMessage {
    this.#batch.flush();
    return this.#message;
  }

  /** True where every part that began has ended. */
  get isWhole(): boolean {
    const { parts } = this.message;
    return parts.length > this.#base.parts.length && !parts.some(isOpen);
  }

  push(chunk: Chunk): void {
    if (chunk.type === 'data-error') this.error = (chunk as ErrorDataChunk).data;
    else if (chunk.type === 'error') {
      this.error ??= { code: 'reply_failed', message: chunk.errorText, retryable: true };
    } else if (chunk.type === 'abort') this.wasAborted = true;
    else if (chunk.type === 'data-status') this.#status = (chunk as StatusChunk).data;
    else {
      this.#hasBegun = true;
      if (this.#status && endsActivity(this.#status, chunk)) this.#status = null;
      this.#waiting.push(chunk);
    }
    this.#batch.request();
  }

  /** Forgets what came: it comes again. */
  startOver(): void {
    this.#batch.flush();
    this.#shownSize = Math.max(this.#shownSize, sizeOf(this.#message));
    this.#message = { ...this.#base, id: this.#message.id };
    this.error = undefined;
  }

  /** Puts a changed message in the place of the one so far, for example with the answer to a tool. */
  change(change: (message: UIMessage) => UIMessage): void {
    this.#message = change(this.message);
    if (this.#hasBegun) this.#onGrow(this.#message, this.#status);
  }

  /** Nothing more comes: what is open is closed and everything is shown. Undefined where nothing has come at all. */
  end(): UIMessage | undefined {
    this.#batch.flush();
    this.#shownSize = 0;
    if (!this.#hasBegun) return undefined;
    this.#message = closed(this.#message);
    this.#onGrow(this.#message, null);
    return this.#message;
  }

  #apply(): void {
    this.#message = this.#waiting.take().reduce(applyChunk, this.#message);
    if (!this.#hasBegun || (this.#shownSize > 0 && sizeOf(this.#message) < this.#shownSize)) return;
    this.#shownSize = 0;
    this.#onGrow(this.#message, this.#status);
  }
}

/** True where what happened at this moment is over: a step has its output, or the text begins. */
function endsActivity({ toolCallId }: StatusChunk['data'], chunk: Chunk): boolean {
  if (chunk.type === 'tool-output-available') return chunk.toolCallId === toolCallId && !chunk.preliminary;
  if (chunk.type === 'tool-output-error') return chunk.toolCallId === toolCallId;
  return chunk.type === 'text-start' || chunk.type === 'reasoning-end';
}

/** How much there is to see, roughly: only compared with an earlier state of the same message. */
function sizeOf({ parts }: UIMessage): number {
  return parts.reduce((size, part) => size + 1 + ('text' in part ? part.text.length : 0), 0);
}

function isOpen(part: MessagePart): boolean {
  return 'state' in part && (part.state === 'streaming' || (isToolPart(part) && part.state === 'input-streaming'));
}

function closed(message: UIMessage): UIMessage {
  if (!message.parts.some((part) => isOpen(part) && !isToolPart(part))) return message;
  const parts = message.parts.map((part): MessagePart => {
    if (!isOpen(part) || isToolPart(part)) return part;
    const { id: _, ...rest } = part as Extract<MessagePart, { type: 'text' | 'reasoning' }>;
    return { ...rest, state: 'done' };
  });
  return { ...message, parts };
}
