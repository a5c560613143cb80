import type { AdapterConfig, Thread, ToolAnswer, UIMessage, WireError, WireLimits } from '../../protocol/index.ts';
import type { Attachment } from './attachment.ts';
import type { ConversationEventMap } from './conversation-events.ts';
import type { DraftStorage } from './drafts.ts';
import type { Transport } from './transport.ts';
import { typedEventTarget } from './typed-event-target.ts';

/**
 * - `ready`: a message can be sent;
 * - `submitted`: a message waits for its files or for the assistant to take it;
 * - `streaming`: the reply is being written;
 * - `error`: the last thing tried has failed, see `error`; a message can be sent, and `retry` tries that thing again.
 */
export type ConversationStatus = 'ready' | 'submitted' | 'streaming' | 'error';

/** What the assistant does at this moment. `phase` is `uploading` while a message waits for its files; else the backend's word. */
export interface Activity {
  readonly phase: string;
  /** Words of the backend for a person; empty where the page has to find its own. */
  readonly text: string;
  readonly toolCallId?: string;
}

export interface ConversationOptions {
  transport: Transport;
  /** The thread to open on `connect`. */
  threadId?: string | null;
  /** The page's own limits; the backend's hold too. */
  limits?: Partial<WireLimits>;
  /** Where the texts of drafts outlive the page; in memory only without it. */
  drafts?: DraftStorage;
}

/** Everything there is to draw. A new object after each change, the same one until then. */
export interface ConversationSnapshot {
  readonly messages: readonly UIMessage[];
  readonly hasEarlier: boolean;
  readonly status: ConversationStatus;
  readonly error: WireError | null;
  readonly connection: 'online' | 'reconnecting';
  readonly activity: Activity | null;
  readonly threadId: string | null;
  readonly config: AdapterConfig | null;
  readonly threads: readonly Thread[] | null;
  readonly hasMoreThreads: boolean;
  readonly input: string;
  readonly attachments: readonly Attachment[];
  readonly limits: WireLimits;
}

/** One conversation with an assistant, without a DOM. */
export declare class Conversation extends typedEventTarget<ConversationEventMap>() {
  constructor(options: ConversationOptions);

  get messages(): readonly UIMessage[];
  set messages(messages: readonly UIMessage[]);
  /** The thread has messages that are not loaded, see `loadEarlier`. */
  get hasEarlier(): boolean;
  get status(): ConversationStatus;
  get error(): WireError | null;
  get connection(): 'online' | 'reconnecting';
  get activity(): Activity | null;
  get threadId(): string | null;
  get config(): AdapterConfig | null;
  get threads(): readonly Thread[] | null;
  get hasMoreThreads(): boolean;
  get input(): string;
  set input(text: string);
  get attachments(): readonly Attachment[];
  get limits(): WireLimits;
  get snapshot(): ConversationSnapshot;
  subscribe(listener: () => void): () => void;
  restrict(limits: Partial<WireLimits>): void;
  attach(files: Iterable<File>): Attachment[];
  removeAttachment(id: string): void;
  retryAttachment(id: string): void;
  send(text?: string, options?: { files?: Iterable<File> }): Promise<void>;
  stop(): Promise<void>;
  retry(): Promise<void>;
  regenerate(messageId?: string): Promise<void>;
  edit(messageId: string, text: string): Promise<void>;
  addToolOutput(answer: ToolAnswer): Promise<void>;
  newThread(): void;
  openThread(id: string): Promise<void>;
  loadEarlier(): Promise<void>;
  loadThreads(): Promise<void>;
  loadMoreThreads(): Promise<void>;
  renameThread(id: string, title: string): Promise<void>;
  deleteThread(id: string): Promise<void>;
  connect(): void;
  disconnect(): void;
}
