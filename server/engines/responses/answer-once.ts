import type { Chunk } from '../../../protocol/index.ts';
import type { RunContext } from '../../engine.ts';
import { pause } from '../upstream/pause.ts';
import { retryDelay } from '../upstream/retry-delay.ts';
import { fromUpstream, isUnanswered } from '../upstream/upstream-error.ts';
import { itemsAfter, type ItemKeeper } from './item-keeper.ts';
import { isWhole, retold, type RetellOptions } from './retell.ts';

export interface AnswerOptions extends Omit<RetellOptions, 'mapper'> {
  items: ItemKeeper;
  context: RunContext;
  /** A new attempt at a run; fails without a chunk where its first response has not been seen to begin. */
  attempt: () => AsyncIterable<Chunk>;
  mapper: () => RetellOptions['mapper'];
}

/** How often a response is asked for where nobody answers. */
const mostAttempts = 3;

/**
 * Answers a question by one run, also where the request for it, or its answer, was lost on the way. The response may have begun
 * then: it keeps its thread locked until it is over, and after that the thread has what it said.
 */
export async function* answerOnce(options: AnswerOptions): AsyncGenerator<Chunk, void, void> {
  const { items, thread, questionId, context, attempt, mapper } = options;
  const begunAt = Date.now();
  let isLost = context.isRepeated;
  for (let attempts = 1; ; attempts++) {
    try {
      yield* attempt();
      return;
    } catch (error) {
      const isLocked = isLost && fromUpstream(error).code === 'run_active' && Date.now() - begunAt < context.idleMs;
      const mayTryAgain = isLocked || (isUnanswered(error) && attempts < mostAttempts);
      if (!mayTryAgain || context.signal.aborted) throw error;
      isLost = true;
      await pause(retryDelay(attempts), context.signal);
      const said = await itemsAfter(items, thread.id, questionId, context);
      if (said.length === 0) continue;
      // Half of an answer cannot be gone on with here, and another one would be a second one.
      if (!isWhole(said)) throw error;
      yield* retold(said, { thread, questionId, context, mapper: mapper() });
      return;
    }
  }
}
