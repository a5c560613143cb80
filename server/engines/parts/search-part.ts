import type { Chunk } from '../../../protocol/index.ts';
import { safeFilename } from '../../files/safe-filename.ts';
import type { MessageScope } from './message-scope.ts';
import { status } from './status.ts';

/** A passage as services tell of it; every field may be missing. */
export interface FoundPassage {
  file_id?: string;
  filename?: string;
  score?: number;
  text?: string;
  attributes?: Record<string, string | number | boolean> | null;
  /** What citations call it by, where they do. */
  number?: number;
}

export interface Findings {
  queries: readonly string[];
  /** False where the search did not come to its end. */
  hasRun: boolean;
  results: readonly FoundPassage[];
}

const toolName = 'file_search';

/** A search of the thread's files; what it finds is what the answer's citations quote. */
export class SearchPart {
  readonly #scope: MessageScope;
  readonly #id: string;
  #isDone = false;

  constructor(scope: MessageScope, id: string) {
    this.#scope = scope;
    this.#id = id;
  }

  *begin(): Generator<Chunk> {
    yield { type: 'tool-input-start', toolCallId: this.#id, toolName, providerExecuted: true };
  }

  *search(): Generator<Chunk> {
    yield status('file_search.searching', 'Searching the files', this.#id);
  }

  *finish({ queries, hasRun, results }: Findings): Generator<Chunk> {
    if (this.#isDone) return;
    this.#isDone = true;
    for (const result of results) this.#remember(result);
    const common = { toolCallId: this.#id, providerExecuted: true };
    yield { type: 'tool-input-available', toolName, input: { queries }, ...common };
    if (!hasRun) {
      yield { type: 'tool-output-error', ...common, errorText: 'The files could not be searched.' };
    } else {
      const output = { queries, results: results.map((result) => this.#wireResult(result)) };
      yield { type: 'tool-output-available', ...common, output };
    }
  }

  /** The run broke off. */
  *close(): Generator<Chunk> {
    if (this.#isDone) return;
    this.#isDone = true;
    const common = { toolCallId: this.#id, providerExecuted: true };
    yield { type: 'tool-input-available', toolName, input: { queries: [] }, ...common };
    yield { type: 'tool-output-error', ...common, errorText: 'The search was stopped.' };
  }

  #remember({ file_id, text, score, attributes, number }: FoundPassage): void {
    if (!file_id || !text) return;
    const { start, end } = attributes ?? {};
    // Only attributes that measure the very passage are its place; a host may have put others of these names there.
    const isPlace = typeof start === 'number' && typeof end === 'number' && end - start === text.length;
    this.#scope.results.push({
      fileId: file_id,
      text,
      score: score ?? 0,
      ...(isPlace ? { start } : {}),
      ...(number === undefined ? {} : { number }),
    });
  }

  #wireResult({ file_id, filename = '', score, text, attributes }: FoundPassage): Record<string, unknown> {
    const { names, threadId } = this.#scope;
    return {
      ...(file_id ? { fileId: names.file(file_id, threadId) } : {}),
      filename: safeFilename(filename),
      score,
      text,
      attributes: attributes ?? {},
    };
  }
}
