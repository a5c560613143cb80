import type { Chunk } from '../../../../protocol/index.ts';
import type { ItemMapper, UpstreamEvent, UpstreamItem } from './item-mapper.ts';
import { status } from '../../parts/status.ts';

/** What the model lets see of its thinking: summaries, or the raw text of open models. */
export class ReasoningItem implements ItemMapper {
  readonly #itemId: string;
  readonly #parts = new Map<string, { text: string; isOpen: boolean }>();

  constructor(itemId: string) {
    this.#itemId = itemId;
  }

  *begin(): Generator<Chunk> {
    yield status('reasoning', 'Thinking');
  }

  *event(event: UpstreamEvent): Generator<Chunk> {
    switch (event.type) {
      case 'response.reasoning_summary_part.added':
        yield* this.#add(summaryKey(event.summary_index), '');
        break;
      case 'response.reasoning_summary_text.delta':
        yield* this.#add(summaryKey(event.summary_index), event.delta);
        break;
      case 'response.reasoning_summary_text.done':
        yield* this.#finish(summaryKey(event.summary_index), event.text);
        break;
      case 'response.reasoning_text.delta':
        yield* this.#add(textKey(event.content_index), event.delta);
        break;
      case 'response.reasoning_text.done':
        yield* this.#finish(textKey(event.content_index), event.text);
        break;
    }
  }

  *done(item: UpstreamItem): Generator<Chunk> {
    if (item.type === 'reasoning') {
      for (const [index, { text }] of (item.summary ?? []).entries()) yield* this.#finish(summaryKey(index), text);
      for (const [index, { text }] of (item.content ?? []).entries()) yield* this.#finish(textKey(index), text);
    }
    yield* this.close();
  }

  *close(): Generator<Chunk> {
    for (const key of this.#parts.keys()) yield* this.#finish(key);
  }

  *#add(key: string, delta: string): Generator<Chunk> {
    const id = `${this.#itemId}:${key}`;
    let part = this.#parts.get(key);
    if (!part) {
      part = { text: '', isOpen: true };
      this.#parts.set(key, part);
      yield { type: 'reasoning-start', id };
    }
    if (!part.isOpen || delta === '') return;
    part.text += delta;
    yield { type: 'reasoning-delta', id, delta };
  }

  *#finish(key: string, text = ''): Generator<Chunk> {
    if (!this.#parts.has(key) && text === '') return;
    yield* this.#add(key, '');
    const part = this.#parts.get(key);
    if (!part?.isOpen) return;
    if (text.startsWith(part.text)) yield* this.#add(key, text.slice(part.text.length));
    part.isOpen = false;
    yield { type: 'reasoning-end', id: `${this.#itemId}:${key}` };
  }
}

function summaryKey(index: number): string {
  return String(index);
}

function textKey(index: number): string {
  return `text-${index}`;
}
