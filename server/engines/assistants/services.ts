import type OpenAI from 'openai';
import type { FunctionQuestion, Question } from '../parts/question.ts';
import type { ToolSettings } from '../tools/tools.ts';
import type { AssistantsOptions } from './options.ts';
import type { Threads } from './threads.ts';

/** What the parts of the engine share. */
export interface Services {
  client: OpenAI;
  options: AssistantsOptions;
  tools: ToolSettings;
  threads: Threads;
  assistantId(): Promise<string>;
  /** True for functions the server runs itself. */
  isServerFunction(name: string): boolean;
  /** The call itself, or the question whether it may be made. */
  questionOf(call: FunctionQuestion): Question;
}
