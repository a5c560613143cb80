import type { AdapterConfig, Thread, ToolAnswer, UIMessage, WireError, WireLimits } from '../../protocol/index.ts';
import type { Attachment } from './files/attachment.ts';
import { Backend } from './transport/backend.ts';
import type { ConversationEventMap } from './conversation-events.ts';
import {
  ConversationState,
  type Activity,
  type ConversationSnapshot,
  type ConversationStatus,
} from './conversation-state.ts';
import { DraftDesk } from './threads/draft-desk.ts';
import type { DraftStorage } from './threads/drafts.ts';
import { Exchange, type ConversationParts } from './messages/exchange.ts';
import { OpenThread } from './threads/open-thread.ts';
import { regenerateReply } from './messages/regenerate-reply.ts';
import { retryDelay } from './transport/retry-delay.ts';
import { sendMessage } from './messages/send-message.ts';
import { ThreadList } from './threads/thread-list.ts';
import { ToolDesk } from './messages/tool-desk.ts';
import { toWireError } from './transport/transport-error.ts';
import type { Transport } from './transport/transport.ts';
import { typedEventTarget } from './typed-event-target.ts';

export interface ConversationOptions {
  transport: Transport;
  /** The thread to open on `connect`. */
  threadId?: string | null;
  /** The page's own limits; the backend's hold too. */
  limits?: Partial<WireLimits>;
  /** Where the texts of drafts outlive the page, e.g. `sessionDrafts('support')`; without it they live in memory. */
  drafts?: DraftStorage;
  /** Milliseconds to wait before the n-th attempt, counted from 0, to read on after a cut. */
  retryDelay?: (attempt: number) => number;
}

/**
 * One conversation with an assistant: what was said, what is being said, and what is about to be. It knows no element and needs
 * no DOM. Its acts never reject: what goes wrong is in `error`, and `retry` tries it again.
 *
 * What a person has typed and attached is theirs until the assistant has accepted it: a message that could not be sent is back in
 * `input` and `attachments`, before whatever was typed meanwhile.
 */
export class Conversation extends typedEventTarget<ConversationEventMap>() {
  readonly #state: ConversationState;
  readonly #backend: Backend;
  readonly #desk: DraftDesk;
  readonly #exchange: Exchange;
  readonly #tools: ToolDesk;
  readonly #thread: OpenThread;
  readonly #threads: ThreadList;
  readonly #parts: ConversationParts;
  #isConnected = false;

  constructor({
    transport,
    threadId = null,
    limits = {},
    drafts,
    retryDelay: delay = retryDelay,
  }: ConversationOptions) {
    super();
    const dispatch = (event: Event): boolean => this.dispatchEvent(event);
    this.#state = new ConversationState(threadId, dispatch);
    this.#backend = new Backend(transport, (config) => {
      this.#state.update({ config });
      this.restrict({});
    });
    this.#threads = new ThreadList(transport, this.#state);
    const parts: ConversationParts = {
      transport,
      backend: this.#backend,
      state: this.#state,
      retryDelay: delay,
      dispatch,
      chatId: () => this.#thread.chatId,
      learn: (metadata) => this.#thread.learn(metadata),
      threadOf: (draft, request) => this.#desk.threadOf(draft, request),
      loaded: () => this.#thread.loaded,
      reload: (options) => this.#thread.load(options),
    };
    this.#parts = parts;
    const onThread = (id: string): void => this.#thread.adopt(id);
    this.#desk = new DraftDesk({ parts, threadId, pageLimits: limits, storage: drafts, onThread });
    this.#exchange = new Exchange({
      parts,
      regenerate: () => this.regenerate(),
      onReply: async (message, outcome) => {
        // Titles and the order of the list change with a reply; where that cannot be read, the list stays as it is.
        if (this.threads) void this.#threads.load().catch(() => undefined);
        await this.#tools.settle(message, outcome);
      },
    });
    this.#tools = new ToolDesk(parts, this.#exchange);
    this.#thread = new OpenThread({ parts, exchange: this.#exchange, desk: this.#desk });
    this.#state.open();
  }

  /** Immutable: a message that grows is a new object once per batch, the others stay the same. */
  get messages(): readonly UIMessage[] {
    return this.#state.snapshot.messages;
  }

  set messages(messages: readonly UIMessage[]) {
    this.#state.update({ messages: [...messages] });
  }

  /** The thread has older messages, see `loadEarlier`. */
  get hasEarlier(): boolean {
    return this.#state.snapshot.hasEarlier;
  }

  get status(): ConversationStatus {
    return this.#state.snapshot.status;
  }

  get error(): WireError | null {
    return this.#state.snapshot.error;
  }

  get connection(): 'online' | 'reconnecting' {
    return this.#state.snapshot.connection;
  }

  get activity(): Activity | null {
    return this.#state.snapshot.activity;
  }

  get threadId(): string | null {
    return this.#state.snapshot.threadId;
  }

  get config(): AdapterConfig | null {
    return this.#state.snapshot.config;
  }

  get threads(): readonly Thread[] | null {
    return this.#state.snapshot.threads;
  }

  get hasMoreThreads(): boolean {
    return this.#state.snapshot.hasMoreThreads;
  }

  get limits(): WireLimits {
    return this.#state.snapshot.limits;
  }

  get attachments(): readonly Attachment[] {
    return this.#state.snapshot.attachments;
  }

  get input(): string {
    return this.#state.snapshot.input;
  }

  set input(text: string) {
    this.#desk.current.text = text;
  }

  get snapshot(): ConversationSnapshot {
    return this.#state.snapshot;
  }

  /**
   * Calls the listener with the snapshot now and after each change, and returns the way out: the contract of a Svelte store, and
   * with `snapshot` that of React's `useSyncExternalStore`.
   */
  readonly subscribe = (listener: (snapshot: ConversationSnapshot) => void): (() => void) => {
    const handleChange = (): void => listener(this.snapshot);
    this.addEventListener('change', handleChange);
    handleChange();
    return () => this.removeEventListener('change', handleChange);
  };

  /** Narrows what holds for the files and the text of messages to come; the backend's limits hold too. */
  restrict(limits: Partial<WireLimits>): void {
    this.#desk.restrict(limits);
  }

  /**
   * Adds files to the draft and starts to upload them; the one way in for drop, paste and picker. What is not taken is told by
   * `file-rejected`, now or after a look into the file; the others by `file-accepted`.
   */
  attach(files: Iterable<File>): Attachment[] {
    return this.#desk.attach(files);
  }

  removeAttachment(id: string): void {
    this.#desk.remove(id);
  }

  moveAttachment(id: string, index: number): void {
    this.#desk.current.attachments.move(id, index);
  }

  retryAttachment(id: string): void {
    this.#desk.retry(id);
  }

  /**
   * Sends the draft; with a text of its own, that text and the draft's files. Waits for files on their way, does nothing where
   * there is nothing to send or while another message is answered, and resolves when the reply has ended.
   */
  async send(text?: string, { files }: { files?: Iterable<File> } = {}): Promise<void> {
    if (files) this.attach(files);
    const { current } = this.#desk;
    await sendMessage(this.#parts, this.#exchange, current, text === current.text ? undefined : text);
  }

  /** Ends the reply. A message that the assistant has not accepted yet comes back into the draft. */
  async stop(): Promise<void> {
    await this.#exchange.stop();
  }

  /** Tries again what failed last: the send, the upload, the reading or the reply. */
  async retry(): Promise<void> {
    await this.#exchange.retry();
  }

  /** Has a reply written anew, by default the last one; what came after it goes. */
  async regenerate(messageId?: string): Promise<void> {
    await regenerateReply(this.#parts, this.#exchange, messageId);
  }

  /**
   * Changes a message of the person and has it answered anew; what came after it goes. Where that fails, all is as before:
   * whoever edits keeps the text until the promise has resolved and `status` is not `error`.
   */
  async edit(messageId: string, text: string): Promise<void> {
    await this.#attempt(async () => {
      const { editMessage } = await import('./messages/edit-message.ts');
      await editMessage(this.#parts, this.#exchange, messageId, text);
    });
  }

  /** Answers a tool or a request for approval. When nothing waits any more, the assistant writes on. */
  async addToolOutput(answer: ToolAnswer): Promise<void> {
    await this.#tools.answer(answer);
  }

  /** Leaves the thread for one that begins with the next message. */
  newThread(): void {
    this.#thread.startNew();
  }

  /** Opens a thread, with its messages, its draft, and the reply that is being written in it. */
  async openThread(id: string): Promise<void> {
    await this.#thread.open(id);
  }

  /** Reads older messages in front of those that are there. */
  async loadEarlier(): Promise<void> {
    await this.#attempt(() => this.#thread.loadEarlier());
  }

  async loadThreads(): Promise<void> {
    await this.#attempt(() => this.#threads.load());
  }

  async loadMoreThreads(): Promise<void> {
    await this.#attempt(() => this.#threads.loadMore());
  }

  async renameThread(id: string, title: string): Promise<void> {
    await this.#attempt(() => this.#threads.rename(id, title));
  }

  /** Deletes a thread for good; where it is the open one, a new one begins. */
  async deleteThread(id: string): Promise<void> {
    await this.#attempt(async () => {
      await this.#threads.delete(id);
      this.#desk.forget(id);
      if (id === this.threadId) this.newThread();
    });
  }

  /** Finds out what the backend offers, and opens the thread if there is one. */
  connect(): void {
    if (this.#isConnected) return;
    this.#isConnected = true;
    void (this.threadId === null ? this.#backend.load() : this.#thread.load({ follow: true }));
  }

  /** Lets go of the backend. A run goes on without us, and `connect` finds it again; uploads go on as well. */
  disconnect(): void {
    this.#isConnected = false;
    this.#thread.release();
    this.#state.update({ status: this.error ? 'error' : 'ready', activity: null, connection: 'online' });
  }

  async #attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.#exchange.fail(toWireError(error), () => this.#attempt(act));
    }
  }
}
