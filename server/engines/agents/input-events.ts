import type { AgentSessionInputParam } from 'openai/resources/beta/agents/agents';
import { isError } from '../parts/tool-output.ts';
import type { AnswerInput } from '../tools/settle-questions.ts';
import type { RequiredAction } from './map/approvals.ts';

/** An answer as the session takes it. What a function failed with stays the text that the model of any engine reads. */
export function answerEvent(answer: AnswerInput, turnId: string): AgentSessionInputParam {
  if (answer.type === 'mcp_approval_response') {
    return {
      type: 'agent.session.input.mcp_approval_request_result',
      request_id: answer.approval_request_id,
      response: { type: 'mcp_tool_call', decision: answer.approve ? 'approve' : 'deny' },
    };
  }
  const output = typeof answer.output === 'string' ? answer.output : JSON.stringify(answer.output);
  return {
    type: 'agent.session.input.tool_result',
    turn_id: turnId,
    call_id: answer.call_id ?? '',
    ...(isError(output) ? { success: false, error: output } : { success: true, output }),
  };
}

/** What nobody here can do: signing in somewhere for the agent, or letting its browser go to places. Unanswered it waits for ever. */
export function refusalEvent(action: RequiredAction): AgentSessionInputParam | undefined {
  if (action.type !== 'computer_use_approval_request') return undefined;
  const { request_id, request } = action;
  const response =
    request.type === 'browser_authentication'
      ? { type: request.type, action: 'cancel' as const }
      : { type: request.type, decision: 'deny' as const };
  return { type: 'agent.session.input.computer_use_approval_request_result', request_id, response };
}
