import type { ResponseInputItem } from 'openai/resources/responses/responses';
import type { ToolAnswer } from '../../../protocol/index.ts';
import { AssistantError } from '../../assistant-error.ts';
import type { FunctionQuestion, Question } from '../parts/question.ts';
import { writeError, writeOutput } from '../parts/tool-output.ts';
import type { FunctionAnswer } from './call-function.ts';

export type AnswerInput = ResponseInputItem.FunctionCallOutput | ResponseInputItem.McpApprovalResponse;

/** An answer for the model, or a call of the server's that a person has allowed and that is still to be made. */
export type Settled = { answer: AnswerInput } | { allowed: FunctionQuestion };

/**
 * What the page says to the open questions. A page may send along what the server itself has answered; that is passed over.
 * @throws {AssistantError} when nothing is waited for, or when a question stays open: the service goes on with all or none
 */
export function settleQuestions(answers: readonly ToolAnswer[], questions: readonly Question[]): Settled[] {
  if (questions.length === 0) throw new AssistantError('not_waiting');
  return questions.map((question) => {
    const settled = answers.map((answer) => settle(question, answer)).find((each) => each !== undefined);
    if (settled) return settled;
    throw new AssistantError('invalid_request', { message: `Answer all ${questions.length} open calls at once.` });
  });
}

/** The answers in the order of the questions; what was allowed is called, all at the same time. */
export async function* carryOut(
  settled: readonly Settled[],
  call: (question: FunctionQuestion) => Promise<FunctionAnswer>,
): AsyncGenerator<AnswerInput, void, void> {
  const answers = settled.map((each) => ('answer' in each ? each.answer : call(each.allowed)));
  for (const answer of answers) yield await answer;
}

/** Undefined where it is the answer to something else. */
function settle(question: Question, answer: ToolAnswer): Settled | undefined {
  if (question.kind === 'function') {
    if ('approvalId' in answer || answer.toolCallId !== question.callId) return undefined;
    const output = 'errorText' in answer ? writeError(answer.errorText) : writeOutput(answer.output);
    return { answer: { type: 'function_call_output', call_id: question.callId, output } };
  }
  if (!('approvalId' in answer) || answer.approvalId !== question.approvalId) return undefined;
  const { approvalId, approved, reason } = answer;
  if (!question.call) {
    const approval = { approval_request_id: approvalId, approve: approved, ...(reason ? { reason } : {}) };
    return { answer: { type: 'mcp_approval_response', ...approval } };
  }
  if (approved) return { allowed: question.call };
  const output = writeError(`The user did not allow this${reason ? `: ${reason}` : '.'}`, 'denied');
  return { answer: { type: 'function_call_output', call_id: question.call.callId, output } };
}
