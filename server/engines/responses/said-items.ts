import { AssistantError } from '../../assistant-error.ts';
import { asAnswer, type ConversationItem } from './conversation-item.ts';
import type { AnswerItem } from '../parts/tool-output.ts';
import { isReplyNote, tellsFailure } from './reply-note.ts';

/**
 * What a thread has of one response, which it gets when that is over, together with what it was given.
 * @param items all that came after the question
 * @param given answers that the response was given; without any it is the first one to the question
 * @throws {AssistantError} where somebody has gone on since: what each of the responses has said cannot be told apart then
 */
export function saidItems(items: readonly ConversationItem[], given: ReadonlySet<string>): readonly ConversationItem[] {
  const before = items.findLastIndex((item) => (given.size === 0 ? tellsFailure(item) : isOneOf(given, item)));
  if (before < 0 && given.size > 0) return [];
  const said = items.slice(before + 1).filter((item) => !isReplyNote(item));
  if (said.some((item) => asAnswer(item) !== undefined)) throw new AssistantError('service_cut');
  return said;
}

/** What tells an answer to the model from others: the call, or the request for approval, that it belongs to. */
export function answeredId(answer: AnswerItem): string {
  return answer.type === 'function_call_output' ? (answer.call_id ?? '') : answer.approval_request_id;
}

function isOneOf(given: ReadonlySet<string>, item: ConversationItem): boolean {
  const answer = asAnswer(item);
  return answer !== undefined && given.has(answeredId(answer));
}
