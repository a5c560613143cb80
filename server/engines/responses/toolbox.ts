import type { FunctionTool as WireFunction, ResponseIncludable, Tool } from 'openai/resources/responses/responses';
import type {
  ImageGenerationOptions,
  McpServer,
  ReadyFunction,
  ToolSettings,
  WebSearchOptions,
} from '../tools/tools.ts';

/** The tools as requests name them. */
export interface Toolbox extends Pick<ToolSettings, 'codeInterpreter' | 'fileSearch'> {
  /** Those that are the same in every request. */
  fixed: Tool[];
  include: ResponseIncludable[];
}

export function toolbox(settings: ToolSettings): Toolbox {
  const { codeInterpreter, fileSearch, webSearch } = settings;
  return {
    codeInterpreter,
    fileSearch,
    fixed: fixedTools(settings),
    include: [
      ...(codeInterpreter ? (['code_interpreter_call.outputs'] as const) : []),
      ...(fileSearch ? (['file_search_call.results'] as const) : []),
      ...(webSearch ? (['web_search_call.action.sources'] as const) : []),
    ],
  };
}

/** The tools that are the same in every request, whoever keeps the thread. */
export function fixedTools({ webSearch, imageGeneration, mcp, functions }: ToolSettings): Tool[] {
  return [
    ...(webSearch ? [webSearchTool(webSearch)] : []),
    ...(imageGeneration ? [imageTool(imageGeneration)] : []),
    ...mcp.map(mcpTool),
    ...[...functions].map(([name, tool]) => functionTool(name, tool)),
  ];
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
