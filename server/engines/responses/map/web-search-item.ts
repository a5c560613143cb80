import type { Chunk } from '../../../../protocol/index.ts';
import type { ItemMapper, UpstreamEvent, UpstreamItem } from './item-mapper.ts';
import { status } from '../../parts/status.ts';

type Call = Extract<UpstreamItem, { type: 'web_search_call' }>;

const toolName = 'web_search';

/** A search of the web, or a page the model opened there. */
export class WebSearchItem implements ItemMapper {
  readonly #id: string;
  #isDone = false;

  constructor({ id }: Call) {
    this.#id = id;
  }

  *begin(): Generator<Chunk> {
    yield { type: 'tool-input-start', toolCallId: this.#id, toolName, providerExecuted: true };
  }

  *event(event: UpstreamEvent): Generator<Chunk> {
    if (event.type === 'response.web_search_call.searching') {
      yield status('web_search.searching', 'Searching the web', this.#id);
    }
  }

  *done(item: UpstreamItem): Generator<Chunk> {
    if (item.type !== 'web_search_call' || this.#isDone) return;
    this.#isDone = true;
    const common = { toolCallId: this.#id, providerExecuted: true };
    const { action, sources } = outputOf(item.action);
    yield {
      type: 'tool-input-available',
      toolName,
      input: action?.['query'] ? { query: action['query'] } : {},
      ...common,
    };
    if (item.status === 'failed' || item.status === 'incomplete') {
      yield { type: 'tool-output-error', ...common, errorText: 'The web could not be searched.' };
    } else {
      yield { type: 'tool-output-available', ...common, output: { action, ...(sources ? { sources } : {}) } };
    }
  }

  *close(): Generator<Chunk> {
    if (this.#isDone) return;
    this.#isDone = true;
    const common = { toolCallId: this.#id, providerExecuted: true };
    yield { type: 'tool-input-available', toolName, input: {}, ...common };
    yield { type: 'tool-output-error', ...common, errorText: 'The search was stopped.' };
  }
}

/** In the words of the AI SDK, so that pages made for it can show it. */
function outputOf(action: Call['action'] | undefined): { action?: Record<string, unknown>; sources?: unknown[] } {
  switch (action?.type) {
    case 'search': {
      const sources = action.sources
        ?.filter(({ url }) => typeof url === 'string')
        .map(({ type, url }) => ({ type, url }));
      const query = action.query ?? action.queries?.[0];
      return { action: { type: 'search', query, queries: action.queries }, ...(sources ? { sources } : {}) };
    }
    case 'open_page':
      return { action: { type: 'openPage', url: action.url } };
    case 'find_in_page':
      return { action: { type: 'findInPage', url: action.url, pattern: action.pattern } };
    default:
      return {};
  }
}
