/**
 * What needs memory beyond what the engine's service keeps: claims and limits, whose threads there are, and the events of runs.
 * The one in memory is enough for one process; several processes share one to agree on claims and limits.
 */
export interface Store {
  /** Sets the value unless the key has one; returns the value that stands, which is the given one for the winner. */
  claim(key: string, value: string, ttlMs: number): Promise<string>;
  get(key: string): Promise<string | undefined>;
  /** Sets the value whatever was there; without a time it stays as long as the store can keep it. */
  bind(key: string, value: string, ttlMs?: number): Promise<void>;
  /** Forgets the key; with a value, only while it has that one, so that nobody releases what is another's by now. */
  release(key: string, value?: string): Promise<void>;
  /** Counts one more and returns the count within the running window. */
  hit(key: string, windowMs: number): Promise<number>;

  /** Puts a thread at the head of its owner's list, taking the place of an older entry for it. */
  putThread(owner: string, entry: ThreadEntry): Promise<void>;
  removeThread(owner: string, threadId: string): Promise<void>;
  /** The owner's threads from the newest on, those behind `after` if given. */
  listThreads(owner: string, page: { limit: number; after?: string }): Promise<ThreadEntry[]>;

  readonly log: RunLog;
  readonly transcripts: Transcripts;
}

/** A line of the thread list; times in milliseconds since the epoch. */
export interface ThreadEntry {
  id: string;
  title: string | null;
  createdAt: number;
  updatedAt: number;
  metadata: Record<string, string>;
}

/**
 * The events of runs, in order, so that any number of readers can begin anywhere and fall behind without harm. Who writes says so
 * again and again; where that stops for `leaseMs`, the log is abandoned, and what comes next others have to find out.
 */
export interface RunLog {
  /** How long a log counts as written after its last `append`, in milliseconds. */
  readonly leaseMs: number;
  /** What there is of the run; a size of 0, and not open, where it is not known. */
  state(runId: string): Promise<LogState>;
  /**
   * Adds events from that position on, opening the log if need be, and says that somebody writes; without events that alone. Those
   * that are there already stay, so a call can be made again, and several who write the same do no harm.
   */
  append(runId: string, from: number, events: readonly string[]): Promise<Appended>;
  /** Says that nothing more comes for now. The log is kept for that long; an append before opens it again. */
  close(runId: string, keepMs: number): Promise<void>;
  /**
   * Some events from that position on. Waits until there is one, or the log is closed; undefined where the run is not known, or its
   * log is abandoned there.
   */
  read(runId: string, from: number, signal?: AbortSignal): Promise<LogPage | undefined>;
}

/**
 * What has become of events: they stand in the log; the log ends before them, because it has forgotten those in between; or they are
 * refused, because others stand in their place, or somebody else has closed the log.
 */
export type Appended = 'kept' | 'missing' | 'refused';

/** What was said in threads that no service keeps: items as JSON, in order. One process at a time writes to a thread. */
export interface Transcripts {
  /** All items, the oldest first; none where nothing is known of the thread. */
  read(threadId: string): Promise<readonly string[]>;
  append(threadId: string, items: readonly string[]): Promise<void>;
  /** Keeps the first items, as many as given, and forgets those behind them. */
  cut(threadId: string, length: number): Promise<void>;
  delete(threadId: string): Promise<void>;
}

export interface LogState {
  size: number;
  /** Somebody writes, so more may come. */
  isOpen: boolean;
  /** Nobody has closed it, and nobody writes any more. */
  isAbandoned: boolean;
}

export interface LogPage {
  events: readonly string[];
  /** The log is closed and these are its last events. */
  ended: boolean;
}

/** A file on its way, its bytes once; every `File` is one. */
export interface FileContent {
  readonly name: string;
  readonly type: string;
  /** In bytes, where it is known. */
  readonly size?: number;
  stream(): ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** A file that is kept, read as it is needed; every `File` is one. */
export interface StoredFile extends StoredBytes {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** When it was kept, in milliseconds since the epoch: with other bytes under the same id it is another time. */
  readonly lastModified: number;
  /** The bytes from `start` to before `end`. */
  slice(start: number, end: number): StoredBytes;
}

export interface StoredBytes {
  stream(): ReadableStream<Uint8Array<ArrayBuffer>>;
  arrayBuffer(): Promise<ArrayBuffer>;
  text(): Promise<string>;
}

/**
 * Copies of files, under the engine's ids: of uploads, because services do not give them back, and of what an assistant wrote,
 * because services forget it after some minutes.
 */
export interface FileStore {
  put(id: string, file: FileContent): Promise<void>;
  get(id: string): Promise<StoredFile | undefined>;
  delete(id: string): Promise<void>;
  /** For files too large to be held whole; without it they are not copied. */
  readonly parts?: CopyParts;
}

/** Copies that come in parts, which go by themselves when nobody ends the upload. */
export interface CopyParts {
  /** The smallest part that can be put, the last of a file excepted, in bytes. */
  readonly minBytes?: number;
  /** Makes ready for a copy of that size, and returns what it is called until it is whole; undefined where none is kept. */
  begin(bytes: number): Promise<string | undefined>;
  /**
   * Keeps part `number`, counted from 1, in the place of one that was there. Returns what `join` has to know of it; then its
   * memory is for the next one.
   */
  put(copy: string, number: number, part: Uint8Array): Promise<string>;
  /** Makes the copy of its parts, in the order of their numbers, unless it has been made or given up. */
  join(copy: string, parts: readonly string[], id: string, file: { name: string; type: string }): Promise<void>;
  drop(copy: string): Promise<void>;
}
