import type { FunctionTool, Response as ApiResponse, Tool } from 'openai/resources/responses/responses';
import { allowOnly, force, type UsableTools } from '../answering/usable-tools.ts';
import { type Fields, missing } from '../fields.ts';
import { readSearchOptions } from '../vector-stores/read-search-options.ts';

/** The tools of a request. */
export interface Tools extends UsableTools {
  /** As they are given back, defaults filled in. */
  offered: Tool[];
  choice: ApiResponse['tool_choice'];
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
  } else {
    force(tools, type ?? '', type === 'function' ? fields?.required('name') : undefined);
  }
}
