/** A function the model may call. With `execute` the server runs it; without, the page is asked for the result. */
export interface FunctionTool {
  /** When to call it, in words for the model. */
  description: string;
  /** JSON Schema of its one argument, an object. */
  parameters: Record<string, unknown>;
  /** Holds the model to the schema exactly; the schema must then require every property and allow no others. */
  strict?: boolean;
  /**
   * Gets the parsed arguments; annotate `input` with the type that the schema describes. What it returns goes to the model and
   * the page. What it throws goes to the model alone.
   */
  execute?(input: unknown, context: FunctionContext): unknown;
  /** After that long, in milliseconds, the model hears that it failed; 60 s by default. */
  timeoutMs?: number;
}

export interface FunctionContext {
  /** Aborts when the run is stopped or the time is over. */
  signal: AbortSignal;
  toolCallId: string;
}

export interface CodeInterpreterOptions {
  memoryLimit?: '1g' | '4g' | '16g' | '64g';
}

export interface FileSearchOptions {
  /** Stores of the host that every thread searches, beside its own files. */
  vectorStoreIds?: string[];
  maxResults?: number;
}

export interface WebSearchOptions {
  contextSize?: 'low' | 'medium' | 'high';
  allowedDomains?: string[];
}

export interface ImageGenerationOptions {
  quality?: 'low' | 'medium' | 'high' | 'auto';
  format?: 'png' | 'webp' | 'jpeg';
  /** How many unfinished images are shown on the way, 0 to 3. */
  partialImages?: number;
}

/** A server of tools (Model Context Protocol) that the service calls. */
export interface McpServer {
  label: string;
  url: string;
  description?: string;
  headers?: Record<string, string>;
  authorization?: string;
  allowedTools?: string[];
  /** Whether a person is asked before a tool runs; `always` by default. */
  approval?: 'always' | 'never';
}

export interface HostedTools {
  codeInterpreter?: boolean | CodeInterpreterOptions;
  fileSearch?: boolean | FileSearchOptions;
  webSearch?: boolean | WebSearchOptions;
  imageGeneration?: boolean | ImageGenerationOptions;
  mcp?: McpServer[];
}

/** Hosted tools and functions in one object; the names of the hosted ones are taken. */
export interface Tools extends HostedTools {
  [name: string]: FunctionTool | HostedTools[keyof HostedTools];
}

/** The tools of a host, checked and with their defaults. */
export interface ToolSettings {
  codeInterpreter: CodeInterpreterOptions | undefined;
  fileSearch: FileSearchOptions | undefined;
  webSearch: WebSearchOptions | undefined;
  imageGeneration: ImageGenerationOptions | undefined;
  mcp: readonly McpServer[];
  functions: ReadonlyMap<string, FunctionTool>;
}

/** @throws {TypeError} when a function lacks what a function needs */
export function readTools(tools: Tools = {}): ToolSettings {
  const { codeInterpreter = true, fileSearch = true, webSearch, imageGeneration, mcp = [], ...rest } = tools;
  return {
    codeInterpreter: enabled(codeInterpreter),
    fileSearch: enabled(fileSearch),
    webSearch: enabled(webSearch),
    imageGeneration: enabled(imageGeneration),
    mcp,
    functions: new Map(Object.entries(rest).map(([name, tool]) => [name, checkFunction(name, tool)])),
  };
}

function enabled<Options extends object>(option: boolean | Options | undefined): Options | undefined {
  return option === true ? ({} as Options) : option || undefined;
}

function checkFunction(name: string, tool: Tools[string]): FunctionTool {
  if (typeof tool !== 'object' || Array.isArray(tool) || !('description' in tool) || !('parameters' in tool)) {
    throw new TypeError(`tools.${name} must be a function with a \`description\` and \`parameters\`.`);
  }
  return tool as FunctionTool;
}
