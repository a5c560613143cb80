import type { AgentTool } from 'openai/resources/beta/agents/agents';
import { invalid } from '../api-error.ts';
import { type Fields, missing } from '../fields.ts';

/** The `tools` of an agent or a session; undefined where the request says nothing of them. @throws {ApiError} 400 */
export function readAgentTools(body: Fields): AgentTool[] | undefined {
  return body.objects('tools')?.map(readTool);
}

function readTool(tool: Fields): AgentTool {
  const type = tool.oneOf('type', ['function', 'mcp', 'web_search']);
  if (!type) throw missing(tool.path('type'));
  if (type === 'function') return readFunction(tool);
  if (type === 'mcp') return readMcpServer(tool);
  return {
    type,
    allowed_domains: tool.strings('allowed_domains') ?? null,
    context_size: tool.oneOf('context_size', ['low', 'medium', 'high']) ?? 'medium',
    location: null,
    mode: tool.oneOf('mode', ['disabled', 'cached', 'live']) ?? 'live',
  };
}

function readFunction(tool: Fields): AgentTool {
  const name = tool.required('name');
  if (!/^[\w-]{1,64}$/.test(name)) {
    const path = tool.path('name');
    throw invalid(`Invalid '${path}': string does not match pattern '^[a-zA-Z0-9_-]{1,64}$'.`, path);
  }
  if (!tool.object('parameters')) throw missing(tool.path('parameters'));
  return {
    type: 'function',
    name,
    description: tool.required('description'),
    parameters: tool.raw('parameters') as Record<string, unknown>,
    defer_loading: tool.boolean('defer_loading') ?? false,
    async: tool.boolean('async') ?? false,
  };
}

/** It is kept and given back; this service reaches no network and so calls none. */
function readMcpServer(tool: Fields): AgentTool {
  const transport = tool.object('transport');
  if (!transport) throw missing(tool.path('transport'));
  transport.oneOf('type', ['http']);
  return {
    type: 'mcp',
    server_label: tool.required('server_label'),
    transport: { type: 'http', server_url: transport.required('server_url') },
    allowed_tools: tool.strings('allowed_tools') ?? null,
    connection_origin: 'service',
    credential_id: null,
    request_metadata: {},
    required: tool.boolean('required') ?? false,
  };
}
