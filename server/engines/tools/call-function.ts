import type { RunContext } from '../../engine.ts';
import { parseArguments } from '../parts/function-part.ts';
import type { FunctionQuestion } from '../parts/question.ts';
import { status } from '../parts/status.ts';
import { writeError, writeOutput } from '../parts/tool-output.ts';
import { keepFiles } from './keep-files.ts';
import type { ReadyFunction } from './tools.ts';

export interface FunctionAnswer {
  type: 'function_call_output';
  call_id: string;
  output: string;
}

export type CallContext = Pick<RunContext, 'signal' | 'report' | 'owner' | 'thread' | 'names' | 'files' | 'remark'>;

const defaultTimeoutMs = 60_000;

/**
 * Calls a function of the host. Whatever goes wrong becomes an answer, because the model can make something of it and a run
 * must not end for it; the host hears of it too.
 */
export async function callFunction(
  { callId, name, arguments: given }: FunctionQuestion,
  tool: ReadyFunction | undefined,
  context: CallContext,
): Promise<FunctionAnswer> {
  const answer = (output: string): FunctionAnswer => ({ type: 'function_call_output', call_id: callId, output });
  if (!tool?.execute) return answer(writeError(`There is no function "${name}".`));
  const input = parseArguments(given);
  if (input === undefined) return answer(writeError('The arguments are not valid JSON.'));

  const checked = await tool.check(input).then(
    (value) => ({ value }),
    (wrong: Error) => ({ wrong }),
  );
  if ('wrong' in checked) return answer(writeError(checked.wrong.message));

  const { signal, report, owner, thread, remark } = context;
  const timeoutMs = tool.timeoutMs ?? defaultTimeoutMs;
  const timeout = AbortSignal.timeout(timeoutMs);
  const end = AbortSignal.any([signal, timeout]);
  const execute = async (): Promise<string> => {
    const progress = (text: string) => {
      // One that goes on although its time is over has nothing more to say.
      if (!end.aborted) remark(status('function.progress', text, callId));
    };
    const result = await tool.execute?.(checked.value, { signal: end, toolCallId: callId, owner, thread, progress });
    return writeOutput(await keepFiles(result, context));
  };
  try {
    return answer(await Promise.race([execute(), aborted(end)]));
  } catch (error) {
    if (signal.aborted) return answer(writeError('Stopped.'));
    report(error);
    if (timeout.aborted) return answer(writeError(`No answer within ${timeoutMs} ms.`, 'timeout'));
    return answer(writeError(error instanceof Error ? error.message : String(error)));
  }
}

/** Rejects when the signal says so; a function need not listen to it. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(signal.reason as Error);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
}
