import type { Answer, CodeRun } from '../brain/actions.ts';
import type { SearchResult } from '../vector-stores/search-files.ts';

/** Tells the client what an engine does, in one dialect of the API. */
export interface AnswerWriter {
  /** Ends what is being done. */
  readonly signal: AbortSignal;
  search(query: string, results: readonly SearchResult[]): Promise<void>;
  /** Writes code, has it run, and writes what came of it. */
  code(code: string, containerId: string, run: () => Promise<CodeRun>): Promise<void>;
  /** Asks the client to call a function. @param json its arguments */
  call(name: string, json: string): Promise<void>;
  say(answer: Answer): Promise<void>;
}
