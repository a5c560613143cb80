import type { Chunk } from '../../../../protocol/index.ts';
import type { ItemMapper, UpstreamEvent, UpstreamItem } from './item-mapper.ts';
import type { MessageScope } from '../../parts/message-scope.ts';
import type { RawAnnotation } from '../../parts/span-of.ts';
import { TextPart } from '../../parts/text-part.ts';

/** A message of the assistant: texts with their annotations, and refusals, which are shown as texts. */
export class MessageItem implements ItemMapper {
  readonly #scope: MessageScope;
  readonly #itemId: string;
  readonly #parts = new Map<number, TextPart>();

  constructor(scope: MessageScope, itemId: string) {
    this.#scope = scope;
    this.#itemId = itemId;
  }

  *event(event: UpstreamEvent): Generator<Chunk> {
    switch (event.type) {
      case 'response.content_part.added':
        if (event.part.type !== 'reasoning_text') {
          yield* this.#part(event.content_index, event.part.type === 'refusal').open();
        }
        break;
      case 'response.output_text.delta':
        yield* this.#part(event.content_index).add(event.delta);
        break;
      case 'response.refusal.delta':
        yield* this.#part(event.content_index, true).add(event.delta);
        break;
      case 'response.output_text.annotation.added':
        yield* this.#part(event.content_index).annotate(
          event.annotation as RawAnnotation | null,
          event.annotation_index,
        );
        break;
      case 'response.content_part.done':
        yield* this.#finish(event.content_index, event.part);
        break;
    }
  }

  *done(item: UpstreamItem): Generator<Chunk> {
    if (item.type === 'message') {
      for (const [index, content] of item.content.entries()) yield* this.#finish(index, content);
    }
    yield* this.close();
  }

  *close(): Generator<Chunk> {
    for (const part of this.#parts.values()) yield* part.close();
  }

  *#finish(index: number, content: FinalContent): Generator<Chunk> {
    if (content.type === 'refusal') yield* this.#part(index, true).finish(content.refusal);
    else if (content.type !== 'reasoning_text') {
      yield* this.#part(index).finish(content.text, content.annotations as RawAnnotation[] | undefined);
    }
  }

  #part(index: number, isRefusal = false): TextPart {
    let part = this.#parts.get(index);
    if (!part) {
      part = new TextPart(this.#scope, `${this.#itemId}:${index}`, isRefusal);
      this.#parts.set(index, part);
    }
    return part;
  }
}

type FinalContent = Extract<UpstreamEvent, { type: 'response.content_part.done' }>['part'];
