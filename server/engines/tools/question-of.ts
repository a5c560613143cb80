import { parseArguments } from '../parts/function-part.ts';
import type { FunctionQuestion, Question } from '../parts/question.ts';
import type { ReadyFunction } from './tools.ts';

/** The call itself or, where its function needs approval, the question whether it may be made: the same for the same arguments. */
export function questionOf(call: FunctionQuestion, functions: ReadonlyMap<string, ReadyFunction>): Question {
  const input = parseArguments(call.arguments);
  // What cannot be read is refused without anybody being asked.
  if (input === undefined || !asksFirst(functions.get(call.name), input)) return call;
  return { kind: 'approval', approvalId: call.callId, call };
}

/** Arguments are not checked yet, so the host's own function may not expect them; then it is better to ask. */
function asksFirst(tool: ReadyFunction | undefined, input: unknown): boolean {
  try {
    return tool?.asksFirst(input) ?? false;
  } catch {
    return true;
  }
}
