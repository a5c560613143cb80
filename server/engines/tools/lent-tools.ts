/**
 * Tools that run beside the adapter and are lent to a model as functions, where its service has none of its own. What they do is
 * told as if the service had done it. `assistant-kit/local` has one of each; they need more than an edge runtime has, so they are
 * given from outside.
 */
export interface LentTools {
  fileSearch?: LentFileSearch;
  codeInterpreter?: LentCodeInterpreter;
}

/** A file of the thread. */
export interface LentFile {
  id: string;
  name: string;
  /** Media type. */
  type: string;
  /** Rejects where the file is gone. */
  bytes(): Promise<Uint8Array>;
}

/** Looks for passages in files. */
export interface LentFileSearch {
  /** The text that places of passages count in. @throws {Error} with a sentence for a person where the file holds none */
  text(file: LentFile): Promise<string>;
  /** Passages that have what is asked for, the best first; files that hold no text are passed over. */
  search(query: string, files: readonly LentFile[], options: { signal: AbortSignal }): Promise<LentPassage[]>;
}

export interface LentPassage {
  fileId: string;
  /** An exact slice of the file's text. */
  text: string;
  /** Where in that text it begins, in UTF-16 code units, if it is known. */
  start?: number;
  /** From 0 to 1. */
  score: number;
}

/** Runs Python. */
export interface LentCodeInterpreter {
  /** Runs code in the session, among the files, which lie in `/mnt/data`. What goes wrong with the code is in the result. */
  run(code: string, place: { session: string; files: readonly LentFile[] }, signal: AbortSignal): Promise<LentRun>;
}

export interface LentRun {
  /** What it printed, with the traceback where it failed. */
  logs: string;
  /** False where the code did not come to its end. */
  hasRun: boolean;
  /** The files it wrote, in their order. */
  files: readonly { name: string; bytes: Uint8Array }[];
  /** The pictures it showed. */
  images: readonly { mediaType: string; bytes: Uint8Array }[];
}
