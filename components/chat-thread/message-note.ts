import type { UIMessage } from '../../protocol/index.ts';
import type { ChatStrings } from '../strings.ts';

/** Why an answer is not whole, in words; undefined where it is, or still grows. */
export function messageNote(message: UIMessage, strings: ChatStrings): string | undefined {
  const run = message.metadata?.run;
  switch (run?.status) {
    case 'cancelled':
      return strings.replyStopped;
    case 'incomplete':
      return strings.replyIncomplete(run.incompleteReason);
    case 'failed':
      return strings.replyFailed;
    case 'expired':
      return strings.replyExpired;
    default:
      return undefined;
  }
}
