import type { Owner } from '../../access/owner.ts';
import type { JsonSchema } from './json-schema.ts';
import type { LentCodeInterpreter, LentFileSearch, LentTools } from './lent-tools.ts';
import { readParameters, type GivenParameters, type StandardSchema } from './parameters.ts';

/** A function the model may call. With `execute` the server runs it; without, the page is asked for the result. */
export interface FunctionTool<Input = unknown> {
  /** When to call it, in words for the model. */
  description: string;
  /** Its one argument, an object: JSON Schema, or a schema of zod, valibot, arktype or another that knows Standard Schema. */
  parameters: GivenParameters;
  /** Holds the model to the schema exactly; the schema must then require every property and allow no others. */
  strict?: boolean;
  /**
   * Gets the arguments once they have been checked; annotate `input` with the type that the schema describes, or make the tool
   * with `functionTool`. What it returns goes to the model and the page, a `File` in it becomes a file of the answer. What it
   * throws goes to the model alone.
   */
  execute?(input: Input, context: FunctionContext): unknown;
  /** A person is asked first: always, or for the arguments that this says so of. Only with `execute`. */
  needsApproval?: boolean | ((input: Input) => boolean);
  /** After that long, in milliseconds, the model hears that it failed; 60 s by default. */
  timeoutMs?: number;
}

export interface FunctionContext {
  /** Aborts when the run is stopped or the time is over. */
  signal: AbortSignal;
  toolCallId: string;
  /** For whom the run is. */
  owner: Owner;
  /** The thread, by the id that the page knows it by. */
  thread: { id: string };
  /** Shows whoever watches how far it is, e.g. `3 of 10 pages`; nothing of it is kept. */
  progress(text: string): void;
}

/** The tool as it is; its schema says what `execute` gets. */
export function functionTool<Schema extends StandardSchema>(
  tool: Omit<FunctionTool<OutputOf<Schema>>, 'parameters'> & { parameters: Schema },
): FunctionTool {
  return tool as FunctionTool;
}

type OutputOf<Schema extends StandardSchema> = NonNullable<Schema['~standard']['types']>['output'];

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
  /** A lent one is used where the service has none of its own. */
  codeInterpreter?: boolean | CodeInterpreterOptions | LentCodeInterpreter;
  fileSearch?: boolean | FileSearchOptions | LentFileSearch;
  webSearch?: boolean | WebSearchOptions;
  imageGeneration?: boolean | ImageGenerationOptions;
  mcp?: McpServer[];
}

/** Hosted tools and functions in one object; the names of the hosted ones are taken. */
export interface Tools extends HostedTools {
  [name: string]: FunctionTool | HostedTools[keyof HostedTools];
}

/** A function, its parameters read. */
export interface ReadyFunction extends Omit<FunctionTool, 'parameters' | 'needsApproval'> {
  /** As the model is told them. */
  parameters: JsonSchema;
  /** The arguments as `execute` gets them; rejects with a sentence for the model. */
  check(input: unknown): Promise<unknown>;
  /** True where a person has to be asked whether it may run with these arguments. */
  asksFirst(input: unknown): boolean;
  /** False where that is so of no arguments. */
  mayAsk: boolean;
}

/** The tools of a host, checked and with their defaults. */
export interface ToolSettings {
  codeInterpreter: CodeInterpreterOptions | undefined;
  fileSearch: FileSearchOptions | undefined;
  webSearch: WebSearchOptions | undefined;
  imageGeneration: ImageGenerationOptions | undefined;
  mcp: readonly McpServer[];
  functions: ReadonlyMap<string, ReadyFunction>;
  lent: LentTools;
}

/** @throws {TypeError} when a function lacks what a function needs */
export function readTools(tools: Tools = {}): ToolSettings {
  const { codeInterpreter = true, fileSearch = true, webSearch, imageGeneration, mcp = [], ...rest } = tools;
  return {
    codeInterpreter: isLent(codeInterpreter) ? {} : enabled(codeInterpreter),
    fileSearch: isLent(fileSearch) ? {} : enabled(fileSearch),
    webSearch: enabled(webSearch),
    imageGeneration: enabled(imageGeneration),
    mcp,
    functions: new Map(Object.entries(rest).map(([name, tool]) => [name, readFunction(name, tool)])),
    lent: {
      ...(isLent(codeInterpreter) ? { codeInterpreter } : {}),
      ...(isLent(fileSearch) ? { fileSearch } : {}),
    },
  };
}

function isLent<Lent extends LentCodeInterpreter | LentFileSearch>(option: boolean | object | Lent): option is Lent {
  return typeof option === 'object' && ('run' in option || 'search' in option);
}

/** True where a person may be asked whether a tool may run. */
export function asksPeople({ mcp, functions }: Pick<ToolSettings, 'mcp' | 'functions'>): boolean {
  return mcp.some(({ approval }) => approval !== 'never') || [...functions.values()].some(({ mayAsk }) => mayAsk);
}

function enabled<Options extends object>(option: boolean | Options | undefined): Options | undefined {
  return option === true ? ({} as Options) : option || undefined;
}

function readFunction(name: string, tool: Tools[string]): ReadyFunction {
  if (typeof tool !== 'object' || Array.isArray(tool) || !('description' in tool) || !('parameters' in tool)) {
    throw new TypeError(`tools.${name} must be a function with a \`description\` and \`parameters\`.`);
  }
  const { parameters, needsApproval = false, ...rest } = tool as FunctionTool;
  if (needsApproval !== false && !rest.execute) {
    throw new TypeError(
      `tools.${name} runs in the page, which can ask by itself; \`needsApproval\` is for \`execute\`.`,
    );
  }
  const { schema, check } = readParameters(name, parameters);
  const asksFirst = typeof needsApproval === 'function' ? needsApproval : () => needsApproval;
  return { ...rest, parameters: schema, check, asksFirst, mayAsk: needsApproval !== false };
}
