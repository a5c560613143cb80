import type { AssistantCreateParams, AssistantTool } from 'openai/resources/beta/assistants';
import { sha256 } from '@noble/hashes/sha2.js';
import { encodeBase64Url } from '../../access/base64url.ts';
import { readTools, type ReadyFunction, type ToolSettings } from '../tools/tools.ts';
import { rejectUpstream } from '../upstream/upstream-error.ts';
import type { AssistantsOptions, AssistantsTools } from './options.ts';

/** Where an assistant keeps what it was made of. */
const madeOf = 'kit_definition';

/** @throws {TypeError} for a tool that this API does not have */
export function readAssistantTools(tools: AssistantsTools | undefined): ToolSettings {
  const settings = readTools(tools);
  const { webSearch, imageGeneration, mcp } = settings;
  if (webSearch || imageGeneration || mcp.length > 0) {
    throw new TypeError('Assistants have no web search, no image generation and no MCP; `responses` has.');
  }
  return settings;
}

/** The tools as a request names them. */
export function wireTools({ codeInterpreter, fileSearch, functions }: ToolSettings): AssistantTool[] {
  const { maxResults } = fileSearch ?? {};
  return [
    ...(codeInterpreter ? [{ type: 'code_interpreter' as const }] : []),
    ...(fileSearch
      ? [{ type: 'file_search' as const, ...(maxResults ? { file_search: { max_num_results: maxResults } } : {}) }]
      : []),
    ...[...functions].map(([name, tool]) => functionTool(name, tool)),
  ];
}

/** Gives the id of the assistant, which is found or made once for all runs. */
export function assistantFinder(options: AssistantsOptions, settings: ToolSettings): () => Promise<string> {
  let finding: Promise<string> | undefined;
  return () => {
    if (options.assistantId !== undefined) return Promise.resolve(options.assistantId);
    finding ??= findOrMake(options.client, definitionOf(options, settings)).catch((error: unknown) => {
      // The next run tries again.
      finding = undefined;
      return rejectUpstream(error);
    });
    return finding;
  };
}

function definitionOf({ model, instructions }: AssistantsOptions, settings: ToolSettings): AssistantCreateParams {
  const { vectorStoreIds = [] } = settings.fileSearch ?? {};
  return {
    model: model ?? '',
    tools: wireTools(settings),
    ...(instructions === undefined ? {} : { instructions }),
    ...(vectorStoreIds.length > 0 ? { tool_resources: { file_search: { vector_store_ids: vectorStoreIds } } } : {}),
  };
}

async function findOrMake(client: AssistantsOptions['client'], definition: AssistantCreateParams): Promise<string> {
  const text = JSON.stringify(definition);
  const fingerprint = encodeBase64Url(sha256(new TextEncoder().encode(text)));
  for await (const assistant of client.beta.assistants.list({ limit: 100 })) {
    const metadata = assistant.metadata as Record<string, string> | null;
    if (metadata?.[madeOf] === fingerprint) return assistant.id;
  }
  const made = { ...definition, name: 'assistant-kit', metadata: { [madeOf]: fingerprint } };
  return (await client.beta.assistants.create(made, { maxRetries: 0 })).id;
}

function functionTool(name: string, { description, parameters, strict = false }: ReadyFunction): AssistantTool {
  return { type: 'function', function: { name, description, parameters, strict } };
}
