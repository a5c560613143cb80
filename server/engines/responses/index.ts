export { responses } from './responses.ts';
export type { ResponsesOptions } from './options.ts';
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
} from '../tools/tools.ts';
