import type { AgentToolParam } from 'openai/resources/beta/agents/agents';
import type { SessionCreateParams } from 'openai/resources/beta/agents/sessions/sessions';
import { sha256 } from '@noble/hashes/sha2.js';
import { encodeBase64Url } from '../../access/base64url.ts';
import {
  readTools,
  type McpServer,
  type ReadyFunction,
  type ToolSettings,
  type WebSearchOptions,
} from '../tools/tools.ts';
import type { AgentsOptions, AgentsTools } from './options.ts';

/** @throws {TypeError} for a tool that this API does not have */
export function readAgentTools(tools: AgentsTools = {}): ToolSettings {
  for (const name of ['codeInterpreter', 'fileSearch', 'imageGeneration']) {
    if (tools[name]) {
      throw new TypeError(
        `An agent has no ${name}: it runs commands in its environment and reads its files there. \`responses\` has it.`,
      );
    }
  }
  return readTools({ ...tools, codeInterpreter: false, fileSearch: false });
}

/** What a session says of its agent; undefined where a saved one is taken as it is. */
export function agentParams(options: AgentsOptions, settings: ToolSettings): SessionCreateParams['agent'] {
  const { agentId, model, instructions, reasoning, tools } = options;
  const isInline = agentId === undefined;
  const params = {
    ...(model === undefined ? {} : { model }),
    ...(instructions === undefined ? {} : { instructions }),
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(isInline || tools ? { tools: wireTools(settings) } : {}),
  };
  return Object.keys(params).length === 0 ? undefined : params;
}

/** Tells one set of tools and model from another, so that older sessions are brought up to date. */
export function fingerprintOf({ model, reasoning }: AgentsOptions, settings: ToolSettings): string {
  const text = JSON.stringify([model, reasoning, wireTools(settings)]);
  return encodeBase64Url(sha256(new TextEncoder().encode(text)).slice(0, 12));
}

/** The tools as a request names them. */
export function wireTools({ webSearch, mcp, functions }: ToolSettings): AgentToolParam[] {
  return [
    ...(webSearch ? [webSearchTool(webSearch)] : []),
    ...mcp.map(mcpTool),
    ...[...functions].map(([name, tool]) => functionTool(name, tool)),
  ];
}

function functionTool(name: string, { description, parameters }: ReadyFunction): AgentToolParam {
  return { type: 'function', name, description, parameters };
}

function webSearchTool({ contextSize, allowedDomains }: WebSearchOptions): AgentToolParam {
  return {
    type: 'web_search',
    ...(contextSize ? { context_size: contextSize } : {}),
    ...(allowedDomains ? { allowed_domains: allowedDomains } : {}),
  };
}

/** Whether a person is asked is the server's to say, which marks its tools; there is no setting for it here. */
function mcpTool({ label, url, headers, authorization, allowedTools }: McpServer): AgentToolParam {
  return {
    type: 'mcp',
    server_label: label,
    transport: {
      type: 'http',
      server_url: url,
      ...(headers ? { headers } : {}),
      ...(authorization ? { authorization } : {}),
    },
    ...(allowedTools ? { allowed_tools: allowedTools } : {}),
  };
}
