import type { Chunk } from '../../../../protocol/index.ts';
import { safeFilename } from '../../../safe-filename.ts';
import { status, type ItemMapper, type UpstreamEvent, type UpstreamItem } from './item-mapper.ts';
import type { MessageScope } from './message-scope.ts';

type Call = Extract<UpstreamItem, { type: 'file_search_call' }>;
type Result = NonNullable<Call['results']>[number];

const toolName = 'file_search';

/** A search of the thread's files; what it finds is what the answer's citations quote. */
export class FileSearchItem implements ItemMapper {
  readonly #scope: MessageScope;
  readonly #id: string;
  #isDone = false;

  constructor(scope: MessageScope, { id }: Call) {
    this.#scope = scope;
    this.#id = id;
  }

  *begin(): Generator<Chunk> {
    yield { type: 'tool-input-start', toolCallId: this.#id, toolName, providerExecuted: true };
  }

  *event(event: UpstreamEvent): Generator<Chunk> {
    if (event.type === 'response.file_search_call.searching') {
      yield status('file_search.searching', 'Searching the files', this.#id);
    }
  }

  *done(item: UpstreamItem): Generator<Chunk> {
    if (item.type !== 'file_search_call' || this.#isDone) return;
    this.#isDone = true;
    const { queries = [] } = item;
    const results = item.results ?? [];
    for (const result of results) this.#remember(result);
    const common = { toolCallId: this.#id, providerExecuted: true };
    yield { type: 'tool-input-available', toolName, input: { queries }, ...common };
    if (item.status === 'failed' || item.status === 'incomplete') {
      yield { type: 'tool-output-error', ...common, errorText: 'The files could not be searched.' };
    } else {
      const output = { queries, results: results.map((result) => this.#wireResult(result)) };
      yield { type: 'tool-output-available', ...common, output };
    }
  }

  *close(): Generator<Chunk> {
    if (this.#isDone) return;
    this.#isDone = true;
    const common = { toolCallId: this.#id, providerExecuted: true };
    yield { type: 'tool-input-available', toolName, input: { queries: [] }, ...common };
    yield { type: 'tool-output-error', ...common, errorText: 'The search was stopped.' };
  }

  #remember({ file_id, text, score, attributes }: Result): void {
    if (!file_id || !text) return;
    const { start, end } = attributes ?? {};
    // Only attributes that measure the very passage are its place; a host may have put others of these names there.
    const isPlace = typeof start === 'number' && typeof end === 'number' && end - start === text.length;
    this.#scope.results.push({ fileId: file_id, text, score: score ?? 0, ...(isPlace ? { start } : {}) });
  }

  #wireResult({ file_id, filename = '', score, text, attributes }: Result): Record<string, unknown> {
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
