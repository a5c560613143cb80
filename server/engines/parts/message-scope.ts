import type { Names } from '../../access/names.ts';
import type { FunctionQuestion, Question } from './question.ts';
import type { SearchResult } from './quote-of.ts';

export interface ScopeOptions {
  names: Names;
  threadId: string;
  /** True for the functions that the server runs; what these say when they fail is not for the page. */
  isServerFunction: (name: string) => boolean;
  /** The call itself, or the question whether it may be made. */
  questionOf?: (call: FunctionQuestion) => Question;
}

/** What the items of one message have to know of each other. */
export class MessageScope {
  readonly names: Names;
  readonly threadId: string;
  readonly isServerFunction: (name: string) => boolean;
  readonly questionOf: (call: FunctionQuestion) => Question;
  /** What file search has found so far. */
  readonly results: SearchResult[] = [];
  readonly #seen = new Set<string>();
  /** The newest step of each container, for the files that come out of it; of the thread, where the service tells of none. */
  readonly #steps = new Map<string, string>();
  readonly #nameless: string[] = [];

  constructor({ names, threadId, isServerFunction, questionOf = (call) => call }: ScopeOptions) {
    this.names = names;
    this.threadId = threadId;
    this.isServerFunction = isServerFunction;
    this.questionOf = questionOf;
  }

  /** True the first time only. */
  isNew(key: string): boolean {
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }

  noteStep(containerId: string, toolCallId: string): void {
    this.#steps.set(containerId, toolCallId);
  }

  /** The containers that code of this message has run in. */
  get containerIds(): Iterable<string> {
    return [...this.#steps.keys()].filter((id) => id !== this.threadId);
  }

  stepOf(containerId: string): string | undefined {
    return this.#steps.get(containerId);
  }

  /** A name for a file that has none but its id; always the same for the same file. */
  nameFor(fileId: string, extension: string): string {
    let number = this.#nameless.indexOf(fileId) + 1;
    if (number === 0) number = this.#nameless.push(fileId);
    const word = extension === '' ? 'file' : 'image';
    return `${word}${number === 1 ? '' : `-${number}`}${extension === '' ? '' : `.${extension}`}`;
  }
}
