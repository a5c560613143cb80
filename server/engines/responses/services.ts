import type OpenAI from 'openai';
import type { FunctionQuestion, Question } from '../parts/question.ts';
import type { ConversationItems } from './conversation-items.ts';
import type { ResponsesOptions } from './options.ts';
import type { Threads } from './threads.ts';
import type { Toolbox } from './toolbox.ts';

/** What the parts of the engine share. */
export interface Services {
  client: OpenAI;
  options: ResponsesOptions;
  toolbox: Toolbox;
  threads: Threads;
  items: ConversationItems;
  /** True for functions the server runs itself. */
  isServerFunction(name: string): boolean;
  /** The call itself, or the question whether it may be made. */
  questionOf(call: FunctionQuestion): Question;
}
