import type { AgentFunctionCallOutput, AgentSessionMessage } from 'openai/resources/beta/agents/agents';
import { ApiError, invalid } from '../api-error.ts';
import { type Fields, missing } from '../fields.ts';

type Content = AgentSessionMessage['content'];

/** One thing that a client says to a session. */
export type Input =
  | { type: 'message'; messages: Content[] }
  | { type: 'cancel' }
  | { type: 'result'; turnId: string; callId: string; output: AgentFunctionCallOutput | null; error: string | null };

/** The `events` of a request. @throws {ApiError} 400 */
export function readInputs(body: Fields): Input[] {
  const events = body.objects('events');
  if (!events || events.length === 0) throw missing('events');
  return events.map(readInput);
}

function readInput(event: Fields): Input {
  const type = event.required('type');
  switch (type) {
    case 'agent.session.input.message': {
      const messages = event.objects('input');
      if (!messages || messages.length === 0) throw missing(event.path('input'));
      return { type: 'message', messages: messages.map(readMessage) };
    }
    case 'agent.session.input.cancel':
      return { type: 'cancel' };
    case 'agent.session.input.tool_result': {
      const isSuccess = event.boolean('success');
      if (isSuccess === undefined) throw missing(event.path('success'));
      const error = isSuccess ? null : (event.string('error') ?? 'The function failed.');
      const output = isSuccess ? ((event.raw('output') ?? null) as AgentFunctionCallOutput | null) : null;
      return { type: 'result', turnId: event.required('turn_id'), callId: event.required('call_id'), output, error };
    }
    case 'agent.session.input.mcp_approval_request_result':
    case 'agent.session.input.computer_use_approval_request_result':
      throw new ApiError(404, `No approval request found with id '${event.required('request_id')}'.`);
    default:
      throw invalid(`Invalid value: '${type}'. This service knows no such event.`, event.path('type'));
  }
}

/** The `input` of a new session: a text, or messages; undefined where it begins with nothing. @throws {ApiError} 400 */
export function readFirstInput(body: Fields): Content[] | undefined {
  if (!body.has('input')) return undefined;
  const text = body.raw('input');
  if (typeof text === 'string') return [[{ type: 'input_text', text }]];
  return body.objects('input')?.map(readMessage);
}

function readMessage(message: Fields): Content {
  if (message.oneOf('role', ['user']) === undefined) throw missing(message.path('role'));
  const parts = message.objects('content');
  if (!parts || parts.length === 0) throw missing(message.path('content'));
  return parts.map((part) => {
    const type = part.oneOf('type', ['input_text', 'input_image']);
    if (!type) throw missing(part.path('type'));
    if (type === 'input_text') return { type, text: part.required('text') };
    return { type, image_url: part.required('image_url') };
  });
}
