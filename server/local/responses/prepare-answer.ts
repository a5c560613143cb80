import type { PrepareTurn } from '../answering/prepare-turn.ts';
import type { Item } from '../items/item.ts';
import type { Stamp } from '../stamp.ts';
import { ItemWriter } from './item-writer.ts';
import type { Prepare } from './response-library.ts';

/** How the engine gets from a request to the writing of its answer. */
export function prepareAnswer(prepareTurn: PrepareTurn, stamp: Stamp): Prepare {
  return async ({ input, tools }, said) => {
    const answer = await prepareTurn({
      items: said,
      fresh: new Set(input),
      tools,
      lastContainerId: lastContainer(said),
    });
    return ({ writer }) => answer(new ItemWriter(writer, stamp));
  };
}

function lastContainer(items: readonly Item[]): string | undefined {
  const last = items.findLast((item) => item.type === 'code_interpreter_call');
  return last?.type === 'code_interpreter_call' ? last.container_id : undefined;
}
