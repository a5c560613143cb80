import type { ConversationParts, Exchange } from '../messages/exchange.ts';
import { regenerateReply } from '../messages/regenerate-reply.ts';
import { pause } from '../transport/retry-delay.ts';
import { clientError, toWireError } from '../transport/transport-error.ts';
import type { FoundReply } from './history.ts';

export interface AwaitOptions {
  parts: ConversationParts;
  exchange: Exchange;
  /** Reads the thread's messages again, if that can be done. */
  look: () => Promise<FoundReply | undefined>;
  /** Ends the waiting. */
  signal: AbortSignal;
}

/** How often it is looked whether somebody answers; with the usual delays some seconds. */
const mostLooks = 4;

/**
 * Waits for the answer to a message that has none: its page may have been loaded anew a moment after it was sent, and what
 * answers it has not begun yet. Where nobody does, that is said. Who sends something meanwhile is not held up.
 * @returns the reply that is being written now
 */
export async function awaitReply({ parts, exchange, look, signal }: AwaitOptions): Promise<FoundReply | undefined> {
  const { retryDelay, reload } = parts;
  const waits = () => !signal.aborted && !exchange.isBusy && isUnanswered(parts);
  for (let looks = 0; looks < mostLooks; looks++) {
    await pause(retryDelay(looks), signal).catch(() => undefined);
    if (!waits()) return undefined;
    const found = await look();
    if (found?.run && !exchange.isBusy) return found;
  }
  const answerLate = async (): Promise<void> => {
    const isRead = await reload({ follow: false });
    // Another answer would be a second one where the first has come meanwhile.
    if (isRead && isUnanswered(parts)) await regenerateReply(parts, exchange);
    else await reload({ follow: true });
  };
  if (waits()) exchange.fail(toWireError(clientError('reply_failed')), answerLate);
  return undefined;
}

function isUnanswered({ state }: ConversationParts): boolean {
  return state.snapshot.messages.at(-1)?.role === 'user';
}
