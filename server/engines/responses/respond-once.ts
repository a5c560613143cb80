import type { ConversationItem } from './conversation-item.ts';
import { pause } from '../upstream/pause.ts';
import { retryDelay } from '../upstream/retry-delay.ts';
import { fromUpstream, isUnanswered } from '../upstream/upstream-error.ts';
import type { UpstreamEvent } from './map/item-mapper.ts';
import { eventsOfItems } from './whole-response.ts';

export interface RespondOptions {
  /** Asks for the response, anew each time. */
  ask: () => AsyncIterable<UpstreamEvent>;
  /** What the thread has of it: nothing until it is over. */
  said: () => Promise<readonly ConversationItem[]>;
  /** What it is called where nobody has heard its name. */
  nameless: string;
  /** Somebody may have asked for it before. */
  isRepeated: boolean;
  /** How long a thread may be locked by the response that was lost, in milliseconds. */
  idleMs: number;
  signal: AbortSignal;
}

/** How often a response is asked for where nobody answers. */
const mostLosses = 3;

/**
 * The events of one response, also where the request for it, or its answer, was lost on the way. The response may have begun
 * then: it keeps its thread locked until it is over, and after that the thread has what it said.
 */
export async function* respondOnce(options: RespondOptions): AsyncGenerator<UpstreamEvent, void, void> {
  const { ask, said, nameless, isRepeated, idleMs, signal } = options;
  const askedAt = Date.now();
  let isLost = isRepeated;
  let losses = 0;
  for (let attempt = 1; ; attempt++) {
    let hasBegun = false;
    let isLocked = false;
    try {
      for await (const event of ask()) {
        hasBegun = true;
        yield event;
      }
      return;
    } catch (error) {
      if (isUnanswered(error)) losses++;
      isLocked = isLost && fromUpstream(error).code === 'run_active' && Date.now() - askedAt < idleMs;
      const mayTryAgain = isLocked || (isUnanswered(error) && losses < mostLosses);
      if (hasBegun || !mayTryAgain || signal.aborted) throw error;
      isLost = true;
    }
    // While it is known to be written it is not asked for again: it might end between a look at the thread and the asking.
    const until = isLocked ? askedAt + idleMs : 0;
    let items: readonly ConversationItem[];
    let looks = 0;
    do {
      await pause(retryDelay(attempt + looks++), signal);
      items = await said();
    } while (items.length === 0 && Date.now() < until && !signal.aborted);
    if (items.length === 0) continue;
    yield* eventsOfItems(items, nameless, askedAt);
    return;
  }
}
