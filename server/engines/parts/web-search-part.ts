import type { Chunk } from '../../../protocol/index.ts';
import { status } from './status.ts';

/** What was done on the web, as services tell of it; every field may be missing. */
export interface WebAction {
  type: string;
  query?: string | null;
  queries?: readonly string[] | null;
  sources?: readonly { type: string; url?: string }[] | null;
  url?: string | null;
  pattern?: string | null;
}

const toolName = 'web_search';

/** A search of the web, or a page the model opened there. */
export class WebSearchPart {
  readonly #id: string;
  #isDone = false;

  constructor(id: string) {
    this.#id = id;
  }

  *begin(): Generator<Chunk> {
    yield { type: 'tool-input-start', toolCallId: this.#id, toolName, providerExecuted: true };
  }

  *search(): Generator<Chunk> {
    yield status('web_search.searching', 'Searching the web', this.#id);
  }

  /** @param hasRun false where the search did not come to its end */
  *finish(given: WebAction | null | undefined, hasRun: boolean): Generator<Chunk> {
    if (this.#isDone) return;
    this.#isDone = true;
    const common = { toolCallId: this.#id, providerExecuted: true };
    const { action, sources } = outputOf(given);
    const input = action?.['query'] ? { query: action['query'] } : {};
    yield { type: 'tool-input-available', toolName, input, ...common };
    if (hasRun) yield { type: 'tool-output-available', ...common, output: { action, ...(sources ? { sources } : {}) } };
    else yield { type: 'tool-output-error', ...common, errorText: 'The web could not be searched.' };
  }

  /** The run broke off. */
  *close(): Generator<Chunk> {
    if (this.#isDone) return;
    this.#isDone = true;
    const common = { toolCallId: this.#id, providerExecuted: true };
    yield { type: 'tool-input-available', toolName, input: {}, ...common };
    yield { type: 'tool-output-error', ...common, errorText: 'The search was stopped.' };
  }
}

/** In the words of the AI SDK, so that pages made for it can show it. */
function outputOf(action: WebAction | null | undefined): { action?: Record<string, unknown>; sources?: unknown[] } {
  switch (action?.type) {
    case 'search': {
      const sources = action.sources
        ?.filter(({ url }) => typeof url === 'string')
        .map(({ type, url }) => ({ type, url }));
      const queries = action.queries ?? undefined;
      const query = action.query ?? queries?.[0];
      return { action: { type: 'search', query, queries }, ...(sources ? { sources } : {}) };
    }
    case 'open_page':
      return { action: { type: 'openPage', url: action.url } };
    case 'find_in_page':
      return { action: { type: 'findInPage', url: action.url, pattern: action.pattern } };
    default:
      return {};
  }
}
