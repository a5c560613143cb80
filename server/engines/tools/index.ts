export type { JsonSchema } from './json-schema.ts';
export type { LentCodeInterpreter, LentFile, LentFileSearch, LentPassage, LentRun, LentTools } from './lent-tools.ts';
export type { StandardSchema } from './parameters.ts';
export { functionTool } from './tools.ts';
export type {
  CodeInterpreterOptions,
  FileSearchOptions,
  FunctionContext,
  FunctionTool,
  HostedTools,
  ImageGenerationOptions,
  McpServer,
  Tools,
  WebSearchOptions,
} from './tools.ts';
