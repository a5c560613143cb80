import type { MessageMetadata } from '../../../protocol/index.ts';
import { ThreadChangeEvent } from '../conversation-events.ts';
import { createId } from '../create-id.ts';
import type { DraftDesk } from './draft-desk.ts';
import type { ConversationParts, Exchange } from '../messages/exchange.ts';
import { followRun } from '../transport/follow-run.ts';
import { History, type FoundReply } from './history.ts';
import { lastOf, renameMessage } from '../messages/message-list.ts';
import { messageText } from '../messages/message-text.ts';
import { toWireError } from '../transport/transport-error.ts';

export interface OpenThreadOptions {
  parts: ConversationParts;
  exchange: Exchange;
  desk: DraftDesk;
}

/** The thread that is open: which it is, and how its messages come and go. */
export class OpenThread {
  readonly #parts: ConversationParts;
  readonly #exchange: Exchange;
  readonly #desk: DraftDesk;
  readonly #history: History;
  /** The name of a thread that the backend has not named yet. */
  #newChatId = createId('chat-');
  #loading: Promise<unknown> = Promise.resolve();
  /** Ends the waiting for somebody to answer. */
  #waiting = new AbortController();

  constructor({ parts, exchange, desk }: OpenThreadOptions) {
    this.#parts = parts;
    this.#exchange = exchange;
    this.#desk = desk;
    this.#history = new History(parts);
  }

  get id(): string | null {
    return this.#parts.state.snapshot.threadId;
  }

  get chatId(): string {
    return this.id ?? this.#newChatId;
  }

  /** Resolves when the messages are there, or have failed to come. */
  get loaded(): Promise<unknown> {
    return this.#loading;
  }

  startNew(): void {
    this.#newChatId = createId('chat-');
    this.#switchTo(null);
  }

  async open(id: string): Promise<void> {
    if (id === this.id) this.#exchange.clearError();
    else this.#switchTo(id);
    await this.load({ follow: true });
  }

  /** See `ConversationParts.reload`. */
  load(options: { follow: boolean }): Promise<boolean> {
    this.#waiting.abort();
    const load = this.#load(options);
    this.#loading = load;
    return load;
  }

  async loadEarlier(): Promise<void> {
    if (this.id !== null) await this.#history.loadEarlier(this.id);
  }

  /** Lets go of everything that is on its way. */
  release(): void {
    this.#waiting.abort();
    this.#history.cancel();
    this.#exchange.release();
  }

  /** The backend has named the thread. */
  adopt(id: string): void {
    if (id === this.id) return;
    this.#desk.adopt(id);
    this.#parts.state.update({ threadId: id });
    this.#parts.dispatch(new ThreadChangeEvent(id));
  }

  /** Takes over what the backend tells of the thread and of the message that is answered. */
  learn({ threadId, replyTo }: MessageMetadata): void {
    if (threadId !== undefined) this.adopt(threadId);
    const { state } = this.#parts;
    const { messages } = state.snapshot;
    const sent = lastOf(messages, 'user');
    if (sent && replyTo !== undefined) state.update({ messages: renameMessage(messages, sent.id, replyTo) });
  }

  #switchTo(id: string | null): void {
    const { state, dispatch } = this.#parts;
    const isOther = id !== this.id;
    this.release();
    this.#desk.switchTo(id);
    state.update({
      threadId: id,
      messages: [],
      hasEarlier: false,
      status: 'ready',
      error: null,
      activity: null,
      connection: 'online',
    });
    if (isOther) dispatch(new ThreadChangeEvent(id));
  }

  /** A text that the storage kept because nobody knew whether it had arrived, and that stands in the thread, is no draft any more. */
  #dropArrived(isAnswered: boolean): void {
    const { messages } = this.#parts.state.snapshot;
    const newest = isAnswered ? lastOf(messages, 'user') : messages.at(-1);
    const draft = this.#desk.current;
    if (newest?.role !== 'user' || draft.text === '' || draft.text !== messageText(newest)) return;
    draft.text = '';
    draft.uncertain = undefined;
  }

  #follow(found: FoundReply): void {
    const { backend, state } = this.#parts;
    if (found.run || found.events) void followRun(this.#parts, this.#exchange, found);
    else if (backend.isOurs && state.snapshot.messages.at(-1)?.role === 'user') void this.#awaitReply();
  }

  async #awaitReply(): Promise<void> {
    this.#waiting = new AbortController();
    const { signal } = this.#waiting;
    const look = (): Promise<FoundReply | undefined> => {
      const looking = this.#history.load(this.id ?? '', { follow: false }).catch(() => undefined);
      // Who sends something now sees what was read first.
      this.#loading = looking;
      return looking;
    };
    // Seldom needed.
    const { awaitReply } = await import('./await-reply.ts');
    const found = await awaitReply({ parts: this.#parts, exchange: this.#exchange, look, signal });
    if (found) this.#follow(found);
  }

  async #load({ follow }: { follow: boolean }): Promise<boolean> {
    const { id } = this;
    if (id === null) return false;
    try {
      const found = await this.#history.load(id, { follow });
      if (!found) return false;
      this.#dropArrived(found.run !== null || found.events !== null);
      if (follow) this.#follow(found);
      return true;
    } catch (error) {
      if (id !== this.id || !follow) return false;
      const wireError = toWireError(error);
      if (wireError.code === 'thread_not_found') this.startNew();
      this.#exchange.fail(wireError, wireError.retryable ? () => this.open(id) : undefined);
      return false;
    }
  }
}
