import type { AssistantTool } from 'openai/resources/beta/assistants';
import { invalid } from '../api-error.ts';
import type { Fields } from '../fields.ts';
import { missing } from '../fields.ts';

/** The `tools` of an assistant or a run; undefined where the request says nothing of them. @throws {ApiError} 400 */
export function readAssistantTools(body: Fields): AssistantTool[] | undefined {
  return body.objects('tools')?.map(readTool);
}

function readTool(tool: Fields): AssistantTool {
  const type = tool.oneOf('type', ['code_interpreter', 'file_search', 'function']);
  if (!type) throw missing(tool.path('type'));
  if (type === 'code_interpreter') return { type };
  if (type === 'file_search') return readSearch(tool);
  const definition = tool.object('function');
  if (!definition) throw missing(tool.path('function'));
  const name = definition.required('name');
  if (!/^[\w-]{1,64}$/.test(name)) {
    const path = definition.path('name');
    throw invalid(`Invalid '${path}': string does not match pattern '^[a-zA-Z0-9_-]{1,64}$'.`, path);
  }
  const description = definition.string('description');
  const parameters = definition.object('parameters') && definition.raw('parameters');
  return {
    type,
    function: {
      name,
      strict: definition.boolean('strict') ?? false,
      ...(description !== undefined && { description }),
      ...(parameters !== undefined && { parameters: parameters as Record<string, unknown> }),
    },
  };
}

function readSearch(tool: Fields): AssistantTool {
  const options = tool.object('file_search');
  const results = options?.integer('max_num_results', { minimum: 1, maximum: 50 });
  const threshold = options?.object('ranking_options')?.number('score_threshold') ?? 0;
  return {
    type: 'file_search',
    file_search: {
      ...(results !== undefined && { max_num_results: results }),
      ranking_options: { ranker: 'default_2024_08_21', score_threshold: threshold },
    },
  };
}
