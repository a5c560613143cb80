import type { InputFile } from '../code-writer/index.ts';
import type { ContainerFile } from '../containers/container-library.ts';
import type { PythonResult } from '../python/index.ts';
import type { Question } from '../search/question.ts';
import type { FoundPassages } from '../vector-stores/search-files.ts';
import type { SearchableFile } from '../vector-stores/vector-store-library.ts';

/** What the brain can do. Each act is seen by the person while it happens, and resolves when it is done. */
export interface Actions {
  /** The files of the vector stores that a search would look through. */
  searchable(): Promise<readonly SearchableFile[]>;
  /** The files sent with the messages themselves, which need no search. */
  documents(): Promise<readonly SearchableFile[]>;
  /** Looks through the vector stores. */
  search(question: Question): Promise<FoundPassages>;
  /** The files that code can read. */
  files(): Promise<readonly CodeFile[]>;
  /** Runs Python in the container of this conversation. */
  run(code: string): Promise<CodeRun>;
  /** Asks the client to call a function with these arguments; the answer waits for its result. */
  call(name: string, values: Record<string, unknown>): Promise<void>;
  say(answer: Answer): Promise<void>;
}

export interface CodeFile extends InputFile {
  /** Code wrote it; a question rarely means such a file unless it names it. */
  written: boolean;
}

export interface CodeRun {
  result: PythonResult;
  containerId: string;
  /** The files the code wrote, as the container keeps them. */
  files: readonly ContainerFile[];
  /** The pictures it showed. */
  pictures: readonly ContainerFile[];
}

export interface Answer {
  /** Markdown. */
  text: string;
  citations?: readonly FileCitation[];
  /** The run whose files the text links to. */
  run?: CodeRun;
}

/** A statement of the answer rests on a file. */
export interface FileCitation {
  /** Where the statement ends, right before its full stop, in UTF-16 code units of the text. */
  index: number;
  fileId: string;
  filename: string;
}
