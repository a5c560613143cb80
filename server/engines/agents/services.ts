import type OpenAI from 'openai';
import type { FunctionQuestion, Question } from '../parts/question.ts';
import type { ToolSettings } from '../tools/tools.ts';
import type { AgentsOptions } from './options.ts';
import type { Sessions } from './sessions.ts';

/** What the host has set up. */
export interface Setup {
  client: OpenAI;
  options: AgentsOptions;
  tools: ToolSettings;
  /** True for functions the server runs itself. */
  isServerFunction(name: string): boolean;
  /** The call itself, or the question whether it may be made. */
  questionOf(call: FunctionQuestion): Question;
}

/** What the parts of the engine share. */
export interface Services extends Setup {
  sessions: Sessions;
}
