import type { Chunk } from '../../../../protocol/index.ts';
import { FunctionPart } from '../../parts/function-part.ts';
import type { MessageScope } from '../../parts/message-scope.ts';
import type { Question } from '../../parts/question.ts';
import type { ItemMapper, UpstreamEvent, UpstreamItem } from './item-mapper.ts';

type Call = Extract<UpstreamItem, { type: 'function_call' }>;

/** A function that the model wants called. */
export class FunctionItem implements ItemMapper {
  readonly #part: FunctionPart;

  constructor(scope: MessageScope, { call_id, name }: Call, ask: (question: Question) => void) {
    this.#part = new FunctionPart(scope, call_id, name, ask);
  }

  begin(): Iterable<Chunk> {
    return this.#part.begin();
  }

  *event(event: UpstreamEvent): Generator<Chunk> {
    if (event.type === 'response.function_call_arguments.delta') yield* this.#part.write(event.delta);
    else if (event.type === 'response.function_call_arguments.done') yield* this.#part.finish(event.arguments);
  }

  *done(item: UpstreamItem): Generator<Chunk> {
    if (item.type === 'function_call') yield* this.#part.finish(item.arguments);
  }

  close(): Iterable<Chunk> {
    return this.#part.close();
  }
}
