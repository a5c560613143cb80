import type { Chunk } from '../../../../protocol/index.ts';
import { ReasoningPart } from '../../parts/reasoning-part.ts';
import type { ItemMapper, TurnEvent, TurnItem } from './item-mapper.ts';

/** Summaries of what the agent has thought. */
export class ReasoningItem implements ItemMapper {
  readonly #part: ReasoningPart;

  constructor(itemId: string) {
    this.#part = new ReasoningPart(itemId);
  }

  begin(): Iterable<Chunk> {
    return this.#part.begin();
  }

  *event(event: TurnEvent): Generator<Chunk> {
    switch (event.type) {
      case 'agent.session.turn.reasoning_summary_part.added':
        yield* this.#part.add(String(event.summary_index), '');
        break;
      case 'agent.session.turn.reasoning_summary_text.delta':
        yield* this.#part.add(String(event.summary_index), event.delta);
        break;
      case 'agent.session.turn.reasoning_summary_text.done':
        yield* this.#part.finish(String(event.summary_index), event.text);
        break;
    }
  }

  *catchUp(): Generator<Chunk> {}

  *done(item: TurnItem): Generator<Chunk> {
    if (item.type === 'reasoning') {
      for (const [index, { text }] of item.summary.entries()) yield* this.#part.finish(String(index), text);
    }
    yield* this.close();
  }

  close(): Iterable<Chunk> {
    return this.#part.close();
  }
}
