import type { Chunk } from '../../../../protocol/index.ts';
import { ReasoningPart } from '../../parts/reasoning-part.ts';
import type { ItemMapper, UpstreamEvent, UpstreamItem } from './item-mapper.ts';

/** What the model lets see of its thinking: summaries, or the raw text of open models. */
export class ReasoningItem implements ItemMapper {
  readonly #part: ReasoningPart;

  constructor(itemId: string) {
    this.#part = new ReasoningPart(itemId);
  }

  begin(): Iterable<Chunk> {
    return this.#part.begin();
  }

  *event(event: UpstreamEvent): Generator<Chunk> {
    switch (event.type) {
      case 'response.reasoning_summary_part.added':
        yield* this.#part.add(summaryKey(event.summary_index), '');
        break;
      case 'response.reasoning_summary_text.delta':
        yield* this.#part.add(summaryKey(event.summary_index), event.delta);
        break;
      case 'response.reasoning_summary_text.done':
        yield* this.#part.finish(summaryKey(event.summary_index), event.text);
        break;
      case 'response.reasoning_text.delta':
        yield* this.#part.add(textKey(event.content_index), event.delta);
        break;
      case 'response.reasoning_text.done':
        yield* this.#part.finish(textKey(event.content_index), event.text);
        break;
    }
  }

  *done(item: UpstreamItem): Generator<Chunk> {
    if (item.type === 'reasoning') {
      for (const [index, { text }] of (item.summary ?? []).entries()) yield* this.#part.finish(summaryKey(index), text);
      for (const [index, { text }] of (item.content ?? []).entries()) yield* this.#part.finish(textKey(index), text);
    }
    yield* this.close();
  }

  close(): Iterable<Chunk> {
    return this.#part.close();
  }
}

function summaryKey(index: number): string {
  return String(index);
}

function textKey(index: number): string {
  return `text-${index}`;
}
