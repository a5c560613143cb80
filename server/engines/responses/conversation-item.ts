import type { ConversationItem } from 'openai/resources/conversations/items';
import type { FunctionQuestion, Question } from '../parts/question.ts';
import type { AnswerItem } from '../parts/tool-output.ts';
import type { UpstreamItem } from './map/item-mapper.ts';
import type { ConversationMessage } from './question-items.ts';

export type { ConversationItem };

/** The item as a message with a role, or undefined for all other kinds. */
export function asMessage(item: ConversationItem): ConversationMessage | undefined {
  return item.type === 'message' ? (item as ConversationMessage) : undefined;
}

/** The item as one of a response's output. What conversations add to these kinds the mapper passes over. */
export function asOutput(item: ConversationItem): UpstreamItem {
  return item as UpstreamItem;
}

export function asAnswer(item: ConversationItem): AnswerItem | undefined {
  return item.type === 'function_call_output' || item.type === 'mcp_approval_response' ? item : undefined;
}

/** What the model has asked in these items and nobody has answered in them. */
export function openQuestions(
  items: readonly ConversationItem[],
  questionOf: (call: FunctionQuestion) => Question,
): Question[] {
  const answered = new Set(
    items.map((item) =>
      item.type === 'function_call_output'
        ? item.call_id
        : item.type === 'mcp_approval_response'
          ? item.approval_request_id
          : undefined,
    ),
  );
  return items.flatMap((item): Question[] => {
    if (item.type === 'function_call' && !answered.has(item.call_id)) {
      const { call_id: callId, name, arguments: given } = item;
      return [questionOf({ kind: 'function', callId, name, arguments: given })];
    }
    if (item.type === 'mcp_approval_request' && !answered.has(item.id))
      return [{ kind: 'approval', approvalId: item.id }];
    return [];
  });
}
