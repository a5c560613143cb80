import type { Conversation } from '../conversation/index.ts';
import type { ChatStrings } from '../strings.ts';

/** Why the draft cannot be sent as it is. */
export interface SendBlocker {
  /** What has to be done about it; empty where it is plain to see, as with an empty box. */
  reason: string;
}

/** What stands in the way of sending; undefined where nothing does. Files that are still on their way do not: the message waits for them. */
export function sendBlocker(conversation: Conversation | undefined, strings: ChatStrings): SendBlocker | undefined {
  if (!conversation) return { reason: '' };
  const { input, attachments, limits } = conversation;
  const left = limits.maxTextLength - input.length;
  if (left < 0) return { reason: strings.charactersLeft(left) };
  if (attachments.some(({ status }) => status === 'failed')) return { reason: strings.removeFailedFiles };
  if (input.trim() === '' && attachments.length === 0) return { reason: '' };
  return undefined;
}
