import { parseArguments } from '../parts/function-part.ts';
import type { FunctionQuestion } from '../parts/question.ts';
import { writeError, writeOutput } from '../parts/tool-output.ts';
import type { FunctionTool } from './tools.ts';

export interface FunctionAnswer {
  type: 'function_call_output';
  call_id: string;
  output: string;
}

const defaultTimeoutMs = 60_000;

/**
 * Calls a function of the host. Whatever goes wrong becomes an answer, because the model can make something of it and a run
 * must not end for it; the host hears of it too.
 */
export async function callFunction(
  { callId, name, arguments: given }: FunctionQuestion,
  tool: FunctionTool | undefined,
  { signal, report }: { signal: AbortSignal; report(error: unknown): void },
): Promise<FunctionAnswer> {
  const answer = (output: string): FunctionAnswer => ({ type: 'function_call_output', call_id: callId, output });
  if (!tool?.execute) return answer(writeError(`There is no function "${name}".`));
  const input = parseArguments(given);
  if (input === undefined) return answer(writeError('The arguments are not valid JSON.'));

  const timeoutMs = tool.timeoutMs ?? defaultTimeoutMs;
  const end = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const ended = new Promise<never>((_, reject) => {
    const rejectCall = () =>
      reject(signal.aborted ? new Error('Stopped.') : new Error(`No answer within ${timeoutMs} ms.`));
    end.addEventListener('abort', rejectCall, { once: true });
    if (end.aborted) rejectCall();
  });
  try {
    const execute = async () => tool.execute?.(input, { signal: end, toolCallId: callId });
    return answer(writeOutput(await Promise.race([execute(), ended])));
  } catch (error) {
    if (!signal.aborted) report(error);
    return answer(writeError(error instanceof Error ? error.message : String(error)));
  }
}
