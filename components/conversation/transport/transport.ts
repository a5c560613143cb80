import type {
  AdapterConfig,
  ChatRequest,
  FileRef,
  MessagePage,
  Page,
  Thread,
  ThreadRequest,
  ToolOutputsRequest,
  WireEvent,
} from '../../../protocol/index.ts';

/**
 * The events of one reply, in order, one by one or those together that came together: to wait for each costs more than to read
 * it. It ends where the connection ends; whether that was the end of the reply its last chunk tells.
 */
export type ReplyEvents = AsyncIterable<WireEvent | readonly WireEvent[]>;

export interface CallOptions {
  signal?: AbortSignal;
}

export interface PageOptions extends CallOptions {
  limit?: number;
  /** The cursor an earlier page gave. */
  after?: string;
}

export interface UploadOptions extends CallOptions {
  /** The thread the file joins. */
  threadId?: string;
  /** Called with the bytes that have left the machine so far. */
  onProgress?: (sentBytes: number) => void;
  /** The assistant takes large files in parts, so that they go on where they were cut. */
  inParts?: boolean;
  /** Milliseconds before a part is sent again for the n-th time, counted from 0. */
  retryDelay?: (attempt: number) => number;
}

/**
 * How a `Conversation` reaches an assistant. Only `chat` is needed: what else is missing, or answers null, the conversation
 * does without. Calls reject with a `TransportError`, or with anything else where no better words exist.
 */
export interface Transport {
  /** Sends a turn. Resolves once the assistant has accepted it; from then on the turn is not lost. */
  chat(request: ChatRequest, options?: CallOptions): Promise<ReplyEvents>;
  /** Reads the running reply on, after the given event or from its beginning. Null where nothing runs. */
  resume?(threadId: string, options?: CallOptions & { after?: string }): Promise<ReplyEvents | null>;
  /** Ends the run; closing a connection does not. */
  stop?(threadId: string, options?: CallOptions & { runId?: string }): Promise<void>;
  /** Answers the tools a run waits for. */
  toolOutputs?(threadId: string, request: ToolOutputsRequest, options?: CallOptions): Promise<ReplyEvents>;

  /** What the assistant offers. Null where it does not say: then it is taken for a plain AI SDK backend. */
  config?(options?: CallOptions): Promise<AdapterConfig | null>;

  createThread?(request: ThreadRequest, options?: CallOptions): Promise<Thread>;
  /** Threads, the newest first. Null where there is no such list. */
  threads?(options?: PageOptions): Promise<Page<Thread> | null>;
  updateThread?(threadId: string, request: ThreadRequest, options?: CallOptions): Promise<Thread>;
  deleteThread?(threadId: string, options?: CallOptions): Promise<void>;
  /** A thread's messages, the newest page first, each page in the order in which they were written. Null where there is no such thread. */
  messages?(threadId: string, options?: PageOptions): Promise<MessagePage | null>;

  /** Brings a file to the assistant; called again with one that failed, it may go on where it was cut. */
  upload?(file: File, options?: UploadOptions): Promise<FileRef>;
  file?(fileId: string, options?: CallOptions): Promise<FileRef>;
  deleteFile?(fileId: string, options?: CallOptions): Promise<void>;
}
