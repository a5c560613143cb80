import type { ResponseFunctionToolCall } from 'openai/resources/responses/responses';
import type { LentFile, LentFileSearch, LentPassage } from '../../../tools/lent-tools.ts';
import type { ConversationItem } from '../../conversation-item.ts';
import type { UpstreamEvent, UpstreamItem } from '../../map/item-mapper.ts';
import type { KeptPassage, KeptSearch } from '../kept-item.ts';
import { queriesIn } from '../lent-functions.ts';
import { CallArguments } from './function-item.ts';
import type { LentCall, Tell } from './output-item.ts';

export interface SearchPlace {
  search: LentFileSearch;
  files: readonly LentFile[];
  /** What searches have found before, in the whole thread. */
  found(): readonly KeptPassage[];
  report(error: unknown): void;
}

/** A search that the model has made by the lent tool, told as if the service had made it. */
export class SearchItem implements LentCall {
  readonly #tell: Tell;
  readonly #place: SearchPlace;
  readonly #arguments = new CallArguments();
  #item: KeptSearch;
  #isWhole = false;

  constructor(call: ResponseFunctionToolCall, id: string, place: SearchPlace, tell: Tell) {
    this.#tell = tell;
    this.#place = place;
    const call_id = call.call_id || id;
    this.#item = { type: 'file_search_call', id, call_id, queries: [], status: 'incomplete', results: [] };
  }

  *begin(): Generator<UpstreamEvent> {
    yield this.#tell({ type: 'response.output_item.added', item: { ...this.#item, status: 'in_progress' } });
  }

  event(event: UpstreamEvent): [] {
    this.#arguments.take(event);
    return [];
  }

  /** What is looked for is told with what was found. */
  end(item?: UpstreamItem): [] {
    this.#isWhole = true;
    this.#arguments.end(item);
    this.#item = { ...this.#item, queries: queriesIn(this.#arguments.text) };
    return [];
  }

  async *carryOut(signal: AbortSignal): AsyncGenerator<UpstreamEvent, void, void> {
    yield this.#tell({ type: 'response.file_search_call.searching' });
    this.#item = { ...this.#item, ...(await this.#result(signal)) };
    yield this.#tell({ type: 'response.output_item.done', item: this.#item });
  }

  kept(): ConversationItem | undefined {
    return this.#isWhole ? this.#item : undefined;
  }

  /** A search that fails is an answer too: the model can go on without. */
  async #result(signal: AbortSignal): Promise<Pick<KeptSearch, 'status' | 'results'>> {
    const { search, files, report } = this.#place;
    try {
      const searches = this.#item.queries.map((query) => search.search(query, files, { signal }));
      const passages = distinct((await Promise.all(searches)).flat());
      return { status: 'completed', results: this.#numbered(passages) };
    } catch (error) {
      signal.throwIfAborted();
      report(error);
      return { status: 'failed', results: [] };
    }
  }

  /** A passage that was found before keeps its number. */
  #numbered(passages: readonly LentPassage[]): KeptPassage[] {
    const known = [...this.#place.found()];
    return passages.map(({ fileId, text, start, score }) => {
      const before = known.find((each) => each.file_id === fileId && each.text === text && startOf(each) === start);
      const number = before?.number ?? Math.max(0, ...known.map((each) => each.number)) + 1;
      const filename = this.#place.files.find(({ id }) => id === fileId)?.name ?? '';
      const attributes = start === undefined ? {} : { start, end: start + text.length };
      const passage = { number, file_id: fileId, filename, text, score, attributes };
      known.push(passage);
      return passage;
    });
  }
}

function startOf({ attributes }: KeptPassage): number | undefined {
  return attributes?.['start'] as number | undefined;
}

/** Several queries may find the same. */
function distinct(passages: readonly LentPassage[]): LentPassage[] {
  const byPlace = new Map<string, LentPassage>();
  for (const passage of passages) {
    const place = JSON.stringify([passage.fileId, passage.start, passage.text]);
    if (!byPlace.has(place)) byPlace.set(place, passage);
  }
  return [...byPlace.values()];
}
