import type { ResponseInputItem } from 'openai/resources/responses/responses';
import type { ToolAnswer } from '../../../protocol/index.ts';
import { AssistantError } from '../../assistant-error.ts';
import type { Question } from '../parts/question.ts';
import { writeError, writeOutput } from '../parts/tool-output.ts';

export type AnswerInput = ResponseInputItem.FunctionCallOutput | ResponseInputItem.McpApprovalResponse;

/**
 * What the page says, as items for the model. A page may send along what the server itself has answered; that is passed over.
 * @throws {AssistantError} when nothing is waited for, or when a question stays open: the service goes on with all or none
 */
export function answerItems(answers: readonly ToolAnswer[], questions: readonly Question[]): AnswerInput[] {
  if (questions.length === 0) throw new AssistantError('not_waiting');
  return questions.map((question) => {
    const answer = answers.find((given) => isAnswerTo(given, question));
    if (!answer)
      throw new AssistantError('invalid_request', { message: `Answer all ${questions.length} open calls at once.` });
    return itemOf(answer, question);
  });
}

function isAnswerTo(answer: ToolAnswer, question: Question): boolean {
  if ('approvalId' in answer) return question.kind === 'approval' && question.approvalId === answer.approvalId;
  return question.kind === 'function' && question.callId === answer.toolCallId;
}

function itemOf(answer: ToolAnswer, question: Question): AnswerInput {
  if (question.kind === 'approval' || 'approvalId' in answer) {
    const {
      approvalId = '',
      approved = false,
      reason,
    } = answer as Partial<Extract<ToolAnswer, { approvalId: string }>>;
    const approval = { approval_request_id: approvalId, approve: approved, ...(reason ? { reason } : {}) };
    return { type: 'mcp_approval_response', ...approval };
  }
  const output = 'errorText' in answer ? writeError(answer.errorText) : writeOutput(answer.output);
  return { type: 'function_call_output', call_id: question.callId, output };
}
