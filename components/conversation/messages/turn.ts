import type { Chunk, MessageMetadata, UIMessage, WireError } from '../../../protocol/index.ts';
import type { ReplyOutcome } from '../conversation-events.ts';
import { EventCursor } from '../transport/event-cursor.ts';
import { followReply } from './follow-reply.ts';
import { Reply, type ReplyOptions } from './reply.ts';
import { abortable } from '../transport/retry-delay.ts';
import { isWaiting } from './tool-answers.ts';
import { toWireError } from '../transport/transport-error.ts';
import type { ReplyEvents, Transport } from '../transport/transport.ts';

/** How long a run may take to end after it was stopped, in milliseconds, before the page lets go of it. */
const stopGrace = 5000;

/** What a turn's request is opened with. */
export interface OpenTurn {
  signal: AbortSignal;
  /** To be called when the request leaves, with the id under which the backend knows the conversation: from then on it may have it. */
  onSent: (chatId: string) => void;
  onConnection: (connection: 'online' | 'reconnecting') => void;
}

export interface TurnOptions extends ReplyOptions {
  transport: Transport;
  /** Asks for the reply and resolves when the backend has accepted; null where there is nothing to read. */
  open: (turn: OpenTurn) => Promise<ReplyEvents | null>;
  /**
   * Asks for the very same reply once more, where the backend knows that it is the same. Used while nothing of it has been
   * read: the thread may have no name yet then, under which a running reply could be asked for.
   */
  repeat?: ((turn: OpenTurn) => Promise<ReplyEvents> | undefined) | undefined;
  /** Id of the last event already in `continues`. */
  after?: string | undefined;
  mayResume: () => boolean;
  canStop: () => boolean;
  retryDelay: (attempt: number) => number;
  onAccepted: (chatId: string) => void;
  onMetadata: (metadata: MessageMetadata) => void;
  onConnection: (connection: 'online' | 'reconnecting') => void;
}

/**
 * - `refused`: the backend has not accepted the turn, or nobody knows whether it has;
 * - `withdrawn`: stopped before that, and where it was sent, nobody knows whether the backend has it;
 * - `released`: accepted, and let go of;
 * - `ended`: the reply has come to its end;
 * - `lost`: it was accepted, and the end could not be read;
 * - `gone`: it was cut, and when it was asked for again, nothing ran any more;
 * - `idle`: there was nothing to read from the start.
 */
export type TurnEnd =
  | { kind: 'refused'; error: unknown }
  | { kind: 'withdrawn'; wasSent: boolean }
  | { kind: 'released' }
  | { kind: 'idle' }
  | { kind: 'ended'; message: UIMessage | undefined; outcome: ReplyOutcome; error?: WireError }
  | { kind: 'lost'; message: UIMessage | undefined; error: WireError }
  | { kind: 'gone'; message: UIMessage | undefined };

/** One request and the reply to it. It knows the transport and the message that grows, and no conversation. */
export class Turn {
  readonly #options: TurnOptions;
  readonly #controller = new AbortController();
  readonly #reply: Reply;
  readonly #end: Promise<TurnEnd>;
  /** Undefined until the request has left. */
  #chatId: string | undefined;
  #runId: string | undefined;
  #isAccepted = false;
  #isStopping = false;
  #isReleased = false;
  #stopTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: TurnOptions) {
    this.#options = options;
    this.#runId = options.continues?.metadata?.run?.id;
    this.#reply = new Reply(options);
    this.#end = this.#run().finally(() => clearTimeout(this.#stopTimer));
  }

  /** Never rejects. */
  get end(): Promise<TurnEnd> {
    return this.#end;
  }

  /** Changes the message that grows, if it is that message. */
  changeReply(messageId: string, change: (message: UIMessage) => UIMessage): boolean {
    if (!this.#isAccepted || this.#reply.message.id !== messageId) return false;
    this.#reply.change(change);
    return true;
  }

  /**
   * Ends the run. A run of which nothing is known yet is ended as soon as it has said its name; one that cannot be ended is let go.
   * @throws {TransportError} when the backend could not be told; the turn is over nevertheless.
   */
  async stop(): Promise<void> {
    if (!this.#isStopping) {
      this.#isStopping = true;
      const { transport, canStop } = this.#options;
      if (this.#chatId !== undefined && canStop()) await this.#stopRun();
      else {
        // A backend that does not say whether it can: the AI SDK's convention is worth a try, and closing the connection does the rest.
        if (this.#chatId !== undefined) void transport.stop?.(this.#chatId).catch(() => undefined);
        this.#controller.abort();
      }
    }
    await this.#end;
  }

  /** Lets go of the reply; the run goes on. A request on its way is still waited for, so that its fate is known. */
  release(): void {
    this.#isReleased = true;
    if (this.#isAccepted) this.#reply.end();
    if (this.#isAccepted || this.#chatId === undefined) this.#controller.abort();
  }

  get #opening(): OpenTurn {
    const { signal } = this.#controller;
    const { onConnection } = this.#options;
    return { signal, onConnection, onSent: (chatId) => (this.#chatId = chatId) };
  }

  async #run(): Promise<TurnEnd> {
    const { open, onAccepted } = this.#options;
    const { signal } = this.#controller;
    let events: ReplyEvents | null;
    try {
      events = await abortable(open(this.#opening), signal);
    } catch (error) {
      if (!signal.aborted) return { kind: 'refused', error };
      return { kind: 'withdrawn', wasSent: this.#chatId !== undefined };
    }
    if (!events) return { kind: 'idle' };
    this.#isAccepted = true;
    onAccepted(this.#chatId ?? '');
    if (this.#isReleased) this.#controller.abort();
    try {
      const end = await abortable(this.#follow(events), signal);
      return end === 'gone' ? { kind: 'gone', message: this.#reply.end() } : this.#ended();
    } catch (error) {
      if (signal.aborted) return this.#isReleased ? { kind: 'released' } : this.#cutOff();
      return { kind: 'lost', message: this.#reply.end(), error: toWireError(error, 'connection_lost') };
    }
  }

  #follow(events: ReplyEvents): Promise<'ended' | 'gone'> {
    const { after, retryDelay, onConnection } = this.#options;
    const { signal } = this.#controller;
    return followReply(events, {
      signal,
      cursor: new EventCursor(after),
      retryDelay,
      onConnection,
      onChunk: (chunk) => this.#read(chunk),
      onReplay: () => this.#reply.startOver(),
      isWhole: () => this.#reply.isWhole,
      resume: (cursor) => this.#resume(cursor),
    });
  }

  async #resume(after: string | undefined): Promise<ReplyEvents | null> {
    const { transport, mayResume, repeat } = this.#options;
    const repeated = after === undefined ? repeat?.(this.#opening) : undefined;
    if (repeated) return repeated;
    if (this.#chatId === undefined || !mayResume()) return null;
    const { signal } = this.#controller;
    return (await transport.resume?.(this.#chatId, { signal, ...(after === undefined ? {} : { after }) })) ?? null;
  }

  #read(chunk: Chunk): void {
    if ('messageMetadata' in chunk && chunk.messageMetadata != null) this.#learn(chunk.messageMetadata);
    this.#reply.push(chunk);
  }

  #learn(metadata: MessageMetadata): void {
    const wasNamed = this.#runId !== undefined && this.#runId === metadata.run?.id;
    this.#runId = metadata.run?.id ?? this.#runId;
    this.#chatId = metadata.threadId ?? this.#chatId;
    this.#options.onMetadata(metadata);
    if (this.#isStopping && !wasNamed) void this.#stopRun().catch(() => this.#controller.abort());
  }

  async #stopRun(): Promise<void> {
    const { signal } = this.#controller;
    this.#stopTimer ??= setTimeout(() => this.#controller.abort(), stopGrace);
    try {
      const runId = this.#runId;
      await this.#options.transport.stop?.(this.#chatId ?? '', { signal, ...(runId === undefined ? {} : { runId }) });
    } catch (error) {
      // Before the run has a name, the backend may not know what to stop; then it is asked again.
      if (signal.aborted || this.#runId === undefined) return;
      this.#controller.abort();
      throw error;
    }
  }

  #ended(): TurnEnd {
    const message = this.#reply.end();
    const { error, wasAborted } = this.#reply;
    if (error) return { kind: 'ended', message, outcome: 'failed', error };
    return { kind: 'ended', message, outcome: outcomeOf(message, wasAborted) };
  }

  /** The stream was let go of before it said so itself. */
  #cutOff(): TurnEnd {
    this.#reply.change((message) =>
      message.metadata?.run
        ? { ...message, metadata: { ...message.metadata, run: { ...message.metadata.run, status: 'cancelled' } } }
        : message,
    );
    return { kind: 'ended', message: this.#reply.end(), outcome: 'stopped' };
  }
}

/** How a reply has ended, by what the backend says of its run, or else by what it holds. */
export function outcomeOf(message: UIMessage | undefined, wasAborted = false): ReplyOutcome {
  switch (message?.metadata?.run?.status) {
    case 'requires_action':
      return 'requires-action';
    case 'incomplete':
      return 'incomplete';
    case 'cancelled':
      return 'stopped';
    case 'failed':
    case 'expired':
      return 'failed';
    default:
      if (wasAborted) return 'stopped';
      return message && isWaiting(message) ? 'requires-action' : 'completed';
  }
}
