import type { FunctionTool, Response as ApiResponse, Tool } from 'openai/resources/responses/responses';
import { invalid } from '../api-error.ts';
import { type Fields, missing } from '../fields.ts';
import { readSearchOptions } from '../vector-stores/read-search-options.ts';
import type { SearchOptions } from '../vector-stores/search-files.ts';

/** The tools of a request: what the engine may use, and what it must. */
export interface Tools {
  /** As they are given back, defaults filled in. */
  offered: Tool[];
  choice: ApiResponse['tool_choice'];
  functions: FunctionTool[];
  search?: { vectorStoreIds: string[]; options: SearchOptions };
  /** A container by id, or a new one with these files. */
  code?: { container: string } | { fileIds: string[] };
  /** Kinds of tools that are offered and that this engine cannot use. */
  unusable: string[];
  /** The request insists on a tool: any, one kind, or one function. */
  forced?: 'any' | 'file_search' | 'code_interpreter' | { function: string };
}

/** @throws {ApiError} 400 */
export function readTools(body: Fields): Tools {
  const tools: Tools = { offered: [], choice: 'auto', functions: [], unusable: [] };
  for (const tool of body.objects('tools') ?? []) readTool(tool, tools);
  readChoice(body, tools);
  return tools;
}

function readTool(tool: Fields, tools: Tools): void {
  const type = tool.required('type');
  if (type === 'function') {
    const description = tool.string('description');
    const made: FunctionTool = {
      type,
      name: tool.required('name'),
      parameters: (tool.object('parameters') && (tool.raw('parameters') as Record<string, unknown>)) ?? null,
      strict: tool.boolean('strict') ?? true,
      ...(description !== undefined && { description }),
    };
    tools.functions.push(made);
    tools.offered.push(made);
  } else if (type === 'file_search') {
    const vectorStoreIds = tool.strings('vector_store_ids');
    if (!vectorStoreIds) throw missing(tool.path('vector_store_ids'));
    const options = readSearchOptions(tool, 20);
    tools.search = { vectorStoreIds, options };
    tools.offered.push({
      type,
      vector_store_ids: vectorStoreIds,
      max_num_results: options.maxResults,
      ranking_options: { ranker: 'auto', score_threshold: options.threshold },
      filters: (tool.raw('filters') ?? null) as null,
    });
  } else if (type === 'code_interpreter') {
    tools.code = readContainer(tool);
    tools.offered.push({ type, container: tool.raw('container') as string });
  } else {
    tools.unusable.push(type);
    tools.offered.push(Object.fromEntries(tool.keys().map((key) => [key, tool.raw(key)])) as unknown as Tool);
  }
}

function readContainer(tool: Fields): NonNullable<Tools['code']> {
  const id = tool.raw('container');
  if (typeof id === 'string') return { container: id };
  const container = tool.object('container');
  if (!container) throw missing(tool.path('container'));
  if (container.oneOf('type', ['auto']) === undefined) throw missing(container.path('type'));
  return { fileIds: container.strings('file_ids') ?? [] };
}

function readChoice(body: Fields, tools: Tools): void {
  const choice = body.raw('tool_choice');
  if (choice == null) return;
  tools.choice = choice as Tools['choice'];
  if (typeof choice === 'string') {
    const wanted = body.oneOf('tool_choice', ['none', 'auto', 'required']);
    if (wanted === 'none') allowOnly(tools, () => false);
    if (wanted === 'required') tools.forced = 'any';
    return;
  }
  const fields = body.object('tool_choice');
  const type = fields?.required('type');
  if (type === 'allowed_tools') {
    const allowed = fields?.objects('tools') ?? [];
    allowOnly(tools, (kind, name) =>
      allowed.some((each) => each.string('type') === kind && (name === undefined || each.string('name') === name)),
    );
    if (fields?.oneOf('mode', ['auto', 'required']) === 'required') tools.forced = 'any';
  } else if (type === 'function') {
    const name = fields?.required('name') ?? '';
    if (!tools.functions.some((each) => each.name === name)) throw unknownChoice(name);
    tools.forced = { function: name };
  } else if (type === 'file_search' || type === 'code_interpreter') {
    if (!(type === 'file_search' ? tools.search : tools.code)) throw unknownChoice(type);
    tools.forced = type;
  } else {
    throw unknownChoice(type ?? '');
  }
}

function allowOnly(tools: Tools, isAllowed: (kind: string, name?: string) => boolean): void {
  tools.functions = tools.functions.filter(({ name }) => isAllowed('function', name));
  if (!isAllowed('file_search')) delete tools.search;
  if (!isAllowed('code_interpreter')) delete tools.code;
}

function unknownChoice(name: string): Error {
  return invalid(`Tool choice '${name}' not found in 'tools' parameter, or this service cannot use it.`, 'tool_choice');
}
