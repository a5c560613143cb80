import type { Chunk } from '../../../../protocol/index.ts';
import type { MessageScope } from '../../parts/message-scope.ts';
import { TextPart } from '../../parts/text-part.ts';
import type { ItemMapper, TurnEvent, TurnItem } from './item-mapper.ts';

/** A message of the agent: what it says while it works, and its answer. Its texts have no annotations. */
export class MessageItem implements ItemMapper {
  readonly #scope: MessageScope;
  readonly #itemId: string;
  readonly #texts = new Map<number, TextPart>();

  constructor(scope: MessageScope, itemId: string) {
    this.#scope = scope;
    this.#itemId = itemId;
  }

  *begin(): Generator<Chunk> {}

  *event(event: TurnEvent): Generator<Chunk> {
    switch (event.type) {
      case 'agent.session.turn.content_part.added':
        yield* this.#text(event.content_index).open();
        break;
      case 'agent.session.turn.output_text.delta':
        yield* this.#text(event.content_index).add(event.delta);
        break;
      case 'agent.session.turn.output_text.done':
        yield* this.#text(event.content_index).finish(event.text);
        break;
      case 'agent.session.turn.content_part.done':
        yield* this.#text(event.content_index).finish(event.part.text);
        break;
    }
  }

  *catchUp(item: TurnItem): Generator<Chunk> {
    for (const [index, text] of textsOf(item).entries()) yield* this.#text(index).catchUp(text);
  }

  *done(item: TurnItem): Generator<Chunk> {
    for (const [index, text] of textsOf(item).entries()) yield* this.#text(index).finish(text);
    yield* this.close();
  }

  *close(): Generator<Chunk> {
    for (const text of this.#texts.values()) yield* text.close();
  }

  #text(index: number): TextPart {
    let text = this.#texts.get(index);
    if (!text) {
      text = new TextPart(this.#scope, `${this.#itemId}:${index}`);
      this.#texts.set(index, text);
    }
    return text;
  }
}

function textsOf(item: TurnItem): string[] {
  if (item.type !== 'message') return [];
  return item.content.map((part) => (part.type === 'output_text' ? part.text : ''));
}
