import type { Place } from '../../access/names.ts';
import type { EngineContext, FileFacts, FileRecord } from '../../engine.ts';
import type { FileContent } from '../../store.ts';
import type { WrittenFile } from '../parts/announce-file.ts';
import type { KeepContext, ResponsesThread } from './thread-keeper.ts';

/** What can be done with a file, wherever it is kept. */
export interface FileSource {
  read(place: Place, context: EngineContext): Promise<FileRecord>;
  content(place: Place, context: EngineContext): Promise<FileContent>;
  text(place: Place, context: EngineContext): Promise<string>;
  delete(place: Place, context: EngineContext): Promise<void>;
}

export type DescribedFile = Pick<FileRecord, 'place' | 'filename' | 'mediaType'>;

/** Keeps files of threads. */
export interface FileKeeper {
  add(file: File, thread: ResponsesThread | undefined, context: EngineContext): Promise<FileRecord>;
  /** Makes a file that is there one of the thread. */
  place(id: string, facts: FileFacts, thread: ResponsesThread | undefined, context: EngineContext): Promise<FileRecord>;
  /** Makes files part of the thread, for its tools, and waits until they can be used, or for as long as a person would. */
  join(thread: ResponsesThread, files: readonly DescribedFile[], context: EngineContext): Promise<void>;
  /** What can be done with the file at that place. */
  sourceOf(place: Place): FileSource;
  /** What code has written into these places since then, in seconds since the epoch. */
  written(query: WrittenQuery): Promise<WrittenFile[]>;
  /** Lets go of what a deleted thread leaves behind. Harms nobody, so a failure is only told. */
  forget(thread: ResponsesThread, context: EngineContext): Promise<void>;
}

export interface WrittenQuery {
  thread: ResponsesThread;
  questionId: string;
  containerIds: readonly string[];
  /** When the run began, in seconds since the epoch; undefined where the one who asks does not know. */
  since: number | undefined;
  context: KeepContext;
}
