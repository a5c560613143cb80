import type {
  Capabilities,
  Chunk,
  FileStatus,
  Page,
  RunStatus,
  StatusChunk,
  ThreadRequest,
  ToolAnswer,
  UIMessage,
} from '../protocol/index.ts';
import type { Names, Place } from './access/names.ts';
import type { Owner } from './access/owner.ts';
import type { FileContent, FileStore, Store } from './store.ts';

/**
 * One way of running an assistant. Ids in here are the service's own; only `context.names` turns them into what may cross the
 * wire. Threads are handed back as the engine gave them, so it may keep more in them than the record tells. Calls reject with
 * an `AssistantError`: `not_found` for what is not there, `not_supported` for what the service cannot.
 */
export interface Engine<Thread extends ThreadRecord = ThreadRecord> {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** Finds out what the service can do, where that has to be asked; `capabilities` says so from then on. */
  examine?(context: EngineContext): Promise<void>;
  /** `follow` tells of the same message in other chunks, so nobody can join it in the middle. */
  readonly followsLoosely?: boolean;

  createThread(request: ThreadRequest, context: EngineContext): Promise<Thread>;
  readThread(threadId: string, context: EngineContext): Promise<Thread>;
  changeThread(thread: Thread, request: ThreadRequest, context: EngineContext): Promise<Thread>;
  deleteThread(thread: Thread, context: EngineContext): Promise<void>;

  /** `findTurn` tells by what the service keeps, so also where processes share no store. */
  readonly knowsTurns?: boolean;
  /** The message of that turn where it is the newest of the thread: a process that is gone may have kept it. */
  findTurn?(thread: Thread, turn: TurnFacts, context: EngineContext): Promise<string | undefined>;
  /** Keeps the user's message, whatever becomes of its answer. Returns its id. */
  addMessage(thread: Thread, message: NewMessage, context: EngineContext): Promise<string>;
  /** Messages in the order asked for, as the chunks that a stream of them has. */
  listMessages(thread: Thread, query: MessageQuery, context: EngineContext): Promise<Page<KeptMessage>>;
  /** Removes messages up to the newest. Returns the id of the user's message that is now the newest, where it was spared. */
  deleteMessages(thread: Thread, cut: MessageCut, context: EngineContext): Promise<string | undefined>;

  /** Answers the user's message, the newest of the thread. The first chunk is `start`, with the run in its metadata. */
  answer(thread: Thread, messageId: string, context: RunContext): AsyncIterable<Chunk>;
  /** The answer that the message has got already, told from its start; undefined where it has none, or one that failed. */
  retell?(thread: Thread, messageId: string, context: RunContext): Promise<Iterable<Chunk> | undefined>;
  /** Goes on with the run that waits for these answers; begins with `start` again, for the same message. */
  resume(thread: Thread, answers: readonly ToolAnswer[], context: RunContext): AsyncIterable<Chunk>;
  /** The chunks of a run that another process has begun, all of them from its start; the very same ones, unless `followsLoosely`. */
  follow(thread: Thread, runId: string, context: RunContext): AsyncIterable<Chunk>;
  /** Ends the run that is active. */
  cancel(thread: Thread, context: EngineContext): Promise<void>;

  /** Takes a file in; with a thread, for all of the thread's messages. */
  uploadFile(file: File, thread: Thread | undefined, context: EngineContext): Promise<FileRecord>;
  readFile(place: Place, context: EngineContext): Promise<FileRecord>;
  fileContent(place: Place, context: EngineContext): Promise<FileContent>;
  /** The text that citations point into. */
  fileText(place: Place, context: EngineContext): Promise<string>;
  deleteFile(place: Place, context: EngineContext): Promise<void>;

  /** For files too large to be held whole; left out where the service takes none in parts. */
  readonly parts?: FileParts<Thread>;
}

/** How a service takes a file in parts. */
export interface FileParts<Thread extends ThreadRecord = ThreadRecord> {
  begin(file: FileFacts, context: EngineContext): Promise<{ uploadId: string; expiresAt: number }>;
  /** Keeps a part, and returns its id; parts may come in any order, and again. Then its memory is for the next one. */
  add(uploadId: string, part: Uint8Array, context: EngineContext): Promise<string>;
  /** Makes the file of the parts in their order, and returns its id. */
  complete(uploadId: string, partIds: readonly string[], context: EngineContext): Promise<string>;
  /** The file that was made, with a thread for all of its messages. May be called again where it failed. */
  place(fileId: string, file: FileFacts, thread: Thread | undefined, context: EngineContext): Promise<FileRecord>;
  cancel(uploadId: string, context: EngineContext): Promise<void>;
}

/** What is known of a file before its bytes are there. */
export interface FileFacts {
  filename: string;
  mediaType: string;
  bytes: number;
}

export interface EngineContext {
  names: Names;
  files: FileStore;
  /** For what the service itself does not keep; keys of an engine begin with its name. */
  store: Store;
  /** Ends the call when nobody waits for it any more. */
  signal: AbortSignal;
  /** Tells the host what went wrong where the call itself goes on. */
  report(error: unknown): void;
}

export interface RunContext extends EngineContext {
  /** Ends the run: its stream closes with `abort` and `finish`. */
  signal: AbortSignal;
  /** What the host says for this run only, beside the engine's own instructions. */
  instructions?: string;
  /** For whom the run is. */
  owner: Owner;
  /** The thread, by the id that the page knows it by. */
  thread: { id: string };
  /** Says how it stands to those who read the run now; nothing of it is kept. */
  remark(remark: StatusChunk): void;
  /** The message was to be answered before, by a process that may be gone: what it has begun may be under way. */
  isRepeated: boolean;
  /** A pseudonym of the person, for the service's abuse detection. */
  safetyId: string;
  maxToolRounds: number;
  /** Most tokens of one response where the engine's own options do not say; 0 for as many as the model can. */
  maxOutputTokens: number;
  /** How long the service may be silent before the run counts as lost, in milliseconds. */
  idleMs: number;
}

export interface ThreadRecord {
  id: string;
  title: string | null;
  /** Milliseconds since the epoch. */
  createdAt: number;
  updatedAt: number;
  metadata: Record<string, string>;
  /** The run that is not over, if any. */
  activeRun: RunRecord | null;
}

export interface RunRecord {
  id: string;
  status: RunStatus;
  /** The message it writes, as the stream names it. */
  messageId: string;
  /** Its process may have died: whoever follows it will see, and whoever goes on need not wait. */
  mayBeDead?: boolean;
}

/** What tells a message from every other one, also from an earlier version of itself. */
export interface TurnFacts {
  /** At most 16 characters, without spaces. */
  turn: string;
  text: string;
}

export interface NewMessage extends TurnFacts {
  files: readonly MessageFile[];
}

/** A message before its first chunk, and the chunks that make it what it is: none for a user's message. */
export interface KeptMessage {
  message: UIMessage;
  chunks: readonly Chunk[];
}

/** A file of a message, uploaded before. */
export interface MessageFile {
  place: Place;
  filename: string;
  mediaType: string;
  bytes: number | null;
}

export interface MessageQuery {
  limit: number;
  after?: string;
  order: 'asc' | 'desc';
}

/** Which messages go: from the given one on, or after the question it belongs to. */
export interface MessageCut {
  /** The newest message of the user where none is named. */
  messageId?: string;
  /** Spares the user's message there, for another answer to it. */
  keepQuestion: boolean;
}

export interface FileRecord {
  place: Place;
  filename: string;
  mediaType: string;
  bytes: number | null;
  status: FileStatus;
  /** Its text can be searched. */
  indexed?: boolean;
  /** Why it cannot be used, or not be searched, in words for a person. */
  error?: string;
}
