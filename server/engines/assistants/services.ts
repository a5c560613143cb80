import type OpenAI from 'openai';
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
}
