import type OpenAI from 'openai';
import type { SessionCreateParams } from 'openai/resources/beta/agents/sessions/sessions';
import type { FunctionTool, HostedTools } from '../tools/tools.ts';

/** What an agent can use here beside the commands of its environment: the web, MCP servers, and functions of your own. */
export interface AgentsTools extends Pick<HostedTools, 'webSearch' | 'mcp'> {
  [name: string]: FunctionTool | HostedTools['webSearch'] | HostedTools['mcp'];
}

/** Where the commands of a session run, as the service takes it; its files are those of the messages. */
export type HostedEnvironment = Omit<
  Extract<SessionCreateParams['environment'], { type: 'openai_hosted'; environment_id?: never }>,
  'type' | 'files' | 'environment_id'
>;

interface CommonOptions {
  /** The official client, made and configured by the host; the engine reads no key and no environment. */
  client: OpenAI;
  tools?: AgentsTools;
  /** Packages, network, template and the like; without them the service's own defaults. */
  environment?: HostedEnvironment;
  reasoning?: NonNullable<SessionCreateParams['agent']>['reasoning'];
  /** How long to wait for a new environment before files are put into it, in milliseconds; 60 s by default. */
  environmentPatienceMs?: number;
}

export interface SavedAgent extends CommonOptions {
  /** An agent that the service has; `tools`, `model` and `instructions` take the place of its own where they are given. */
  agentId: string;
  model?: string;
  instructions?: string;
}

export interface InlineAgent extends CommonOptions {
  agentId?: undefined;
  model: string;
  /** Of new threads; the service does not change them in those that have begun. */
  instructions?: string;
}

export type AgentsOptions = SavedAgent | InlineAgent;
