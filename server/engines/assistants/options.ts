import type OpenAI from 'openai';
import type { FunctionTool, HostedTools } from '../tools/tools.ts';

/** What an assistant can use here: the two hosted tools there are, and functions of your own. */
export interface AssistantsTools extends Pick<HostedTools, 'codeInterpreter' | 'fileSearch'> {
  [name: string]: FunctionTool | HostedTools['codeInterpreter'] | HostedTools['fileSearch'];
}

interface CommonOptions {
  /** The official client, made and configured by the host; the engine reads no key and no environment. */
  client: OpenAI;
  /** Code interpreter and file search are on unless they are set to false. */
  tools?: AssistantsTools;
  temperature?: number;
  /** Most tokens of one run. */
  maxCompletionTokens?: number;
  /** False for servers that cannot stream: their runs are asked for, again and again. */
  streaming?: boolean;
  /** How long to wait between two looks at a run that does not stream, in milliseconds; 500 by default. */
  pollMs?: number;
}

export interface KnownAssistant extends CommonOptions {
  /** An assistant that the service has; `tools`, `model` and `instructions` take the place of its own where they are given. */
  assistantId: string;
  model?: string;
  instructions?: string;
}

export interface NewAssistant extends CommonOptions {
  assistantId?: undefined;
  /** An assistant is made of these when it is first needed, and found again by any process that is set up in the same way. */
  model: string;
  instructions?: string;
}

export type AssistantsOptions = KnownAssistant | NewAssistant;
