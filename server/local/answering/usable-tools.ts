import type { FunctionTool } from 'openai/resources/responses/responses';
import { invalid } from '../api-error.ts';
import type { SearchOptions } from '../vector-stores/search-files.ts';

/** The tools of a request that the engine may use, and those it must. */
export interface UsableTools {
  functions: FunctionTool[];
  search?: { vectorStoreIds: string[]; options: SearchOptions };
  /** A container by id, or a new one with these files. */
  code?: { container: string } | { fileIds: string[] };
  /** Kinds of tools that are offered and that this engine cannot use. */
  unusable: string[];
  /** The request insists on a tool: any, one kind, or one function. */
  forced?: 'any' | 'file_search' | 'code_interpreter' | { function: string };
}

/** Takes away the tools that a request does not allow. */
export function allowOnly(tools: UsableTools, isAllowed: (kind: string, name?: string) => boolean): void {
  tools.functions = tools.functions.filter(({ name }) => isAllowed('function', name));
  if (!isAllowed('file_search')) delete tools.search;
  if (!isAllowed('code_interpreter')) delete tools.code;
}

/** Insists on a tool. @throws {ApiError} 400 where the request does not offer it */
export function force(tools: UsableTools, type: string, name = ''): void {
  if (type === 'function') {
    if (!tools.functions.some((each) => each.name === name)) throw unknownChoice(name);
    tools.forced = { function: name };
  } else if (type === 'file_search' || type === 'code_interpreter') {
    if (!(type === 'file_search' ? tools.search : tools.code)) throw unknownChoice(type);
    tools.forced = type;
  } else {
    throw unknownChoice(type);
  }
}

function unknownChoice(name: string): Error {
  return invalid(`Tool choice '${name}' not found in 'tools' parameter, or this service cannot use it.`, 'tool_choice');
}
