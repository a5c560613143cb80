import type { FunctionTool as WireFunction, ResponseIncludable, Tool } from 'openai/resources/responses/responses';
import {
  asksPeople,
  readTools,
  type ImageGenerationOptions,
  type McpServer,
  type ReadyFunction,
  type Tools,
  type ToolSettings,
  type WebSearchOptions,
} from '../tools/tools.ts';

/** The tools as the engine uses them. */
export interface Toolbox extends Pick<ToolSettings, 'codeInterpreter' | 'fileSearch' | 'functions'> {
  /** A person may be asked whether one of them may run. */
  asksPeople: boolean;
  /** Those that are the same in every request. */
  fixed: Tool[];
  include: ResponseIncludable[];
}

/** @throws {TypeError} when a function lacks what a function needs */
export function toolbox(tools?: Tools): Toolbox {
  const { codeInterpreter, fileSearch, webSearch, imageGeneration, mcp, functions } = readTools(tools);
  return {
    codeInterpreter,
    fileSearch,
    functions,
    asksPeople: asksPeople({ mcp, functions }),
    fixed: [
      ...(webSearch ? [webSearchTool(webSearch)] : []),
      ...(imageGeneration ? [imageTool(imageGeneration)] : []),
      ...mcp.map(mcpTool),
      ...[...functions].map(([name, tool]) => functionTool(name, tool)),
    ],
    include: [
      ...(codeInterpreter ? (['code_interpreter_call.outputs'] as const) : []),
      ...(fileSearch ? (['file_search_call.results'] as const) : []),
      ...(webSearch ? (['web_search_call.action.sources'] as const) : []),
    ],
  };
}

function functionTool(name: string, { description, parameters, strict = false }: ReadyFunction): WireFunction {
  return { type: 'function', name, description, parameters, strict };
}

function webSearchTool({ contextSize, allowedDomains }: WebSearchOptions): Tool {
  return {
    type: 'web_search',
    ...(contextSize ? { search_context_size: contextSize } : {}),
    ...(allowedDomains ? { filters: { allowed_domains: allowedDomains } } : {}),
  };
}

function imageTool({ quality, format, partialImages }: ImageGenerationOptions): Tool {
  return {
    type: 'image_generation',
    ...(quality ? { quality } : {}),
    ...(format ? { output_format: format } : {}),
    ...(partialImages === undefined ? {} : { partial_images: partialImages }),
  };
}

function mcpTool({
  label,
  url,
  description,
  headers,
  authorization,
  allowedTools,
  approval = 'always',
}: McpServer): Tool {
  return {
    type: 'mcp',
    server_label: label,
    server_url: url,
    require_approval: approval,
    ...(description ? { server_description: description } : {}),
    ...(headers ? { headers } : {}),
    ...(authorization ? { authorization } : {}),
    ...(allowedTools ? { allowed_tools: allowedTools } : {}),
  };
}
