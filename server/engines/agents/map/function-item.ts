import type { AgentFunctionCallItem } from 'openai/resources/beta/agents/agents';
import type { Chunk } from '../../../../protocol/index.ts';
import { FunctionPart } from '../../parts/function-part.ts';
import type { MessageScope } from '../../parts/message-scope.ts';
import type { ItemMapper } from './item-mapper.ts';
import { jsonOf } from './json-of.ts';

/** A call of a function: its arguments are there from the beginning, and its output is an item of its own. */
export class FunctionItem implements ItemMapper {
  readonly #part: FunctionPart;
  readonly #arguments: string;

  constructor(scope: MessageScope, { call_id, name, arguments: given }: AgentFunctionCallItem) {
    this.#part = new FunctionPart(scope, call_id, name);
    this.#arguments = jsonOf(given);
  }

  *begin(): Generator<Chunk> {
    yield* this.#part.begin();
    yield* this.#part.finish(this.#arguments);
  }

  *event(): Generator<Chunk> {}

  *catchUp(): Generator<Chunk> {}

  *done(): Generator<Chunk> {}

  *close(): Generator<Chunk> {}
}
