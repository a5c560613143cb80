import { AssistantError } from '../../assistant-error.ts';
import type { FunctionQuestion, Question } from '../parts/question.ts';
import { writeError } from '../parts/tool-output.ts';
import { callFunction, type CallContext, type FunctionAnswer } from './call-function.ts';
import type { ToolSettings } from './tools.ts';

/** Apart: the calls that the server makes at once, and what waits for the page or a person. */
export function sortQuestions(
  questions: readonly Question[],
  isServerFunction: (name: string) => boolean,
): { ours: FunctionQuestion[]; others: Question[] } {
  const ours = questions.filter((question): question is FunctionQuestion => {
    return question.kind === 'function' && isServerFunction(question.name);
  });
  return { ours, others: questions.filter((question) => !ours.some((call) => call === question)) };
}

export interface CallRound extends Pick<ToolSettings, 'functions'> {
  context: CallContext & { maxToolRounds: number };
  /** Which time in this run the model has asked. */
  round: number;
}

/** The answers in the order of the calls, all made at the same time. After too many rounds the model hears that nobody answers any more. */
export async function* callFunctions(
  questions: readonly FunctionQuestion[],
  { functions, context, round }: CallRound,
): AsyncGenerator<FunctionAnswer, void, void> {
  const { maxToolRounds } = context;
  if (round > maxToolRounds + 1) throw new AssistantError('service_failed');
  const called = questions.map((question) => {
    if (round <= maxToolRounds) return callFunction(question, functions.get(question.name), context);
    const output = writeError('There were enough calls. Say what you know.');
    return { type: 'function_call_output' as const, call_id: question.callId, output };
  });
  for (const answer of called) yield await answer;
}
