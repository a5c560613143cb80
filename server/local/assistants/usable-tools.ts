import type { Assistant } from 'openai/resources/beta/assistants';
import type { Run } from 'openai/resources/beta/threads/runs/runs';
import type { Thread } from 'openai/resources/beta/threads/threads';
import { allowOnly, force, type UsableTools } from '../answering/usable-tools.ts';

const mostResults = 20;

/** What the engine may use in a run: its tools, on the files of the assistant and of the thread. @throws {ApiError} 400 */
export function usableTools(run: Run, assistant: Assistant, thread: Thread): UsableTools {
  const tools: UsableTools = { functions: [], unusable: [] };
  const resources = [assistant.tool_resources, thread.tool_resources];
  for (const tool of run.tools) {
    if (tool.type === 'function') {
      const { name, description, parameters = null, strict } = tool.function;
      const described = description === undefined ? {} : { description };
      tools.functions.push({ type: 'function', name, parameters, strict: strict ?? false, ...described });
    } else if (tool.type === 'file_search') {
      const { max_num_results: maxResults = mostResults, ranking_options } = tool.file_search ?? {};
      tools.search = {
        vectorStoreIds: resources.flatMap((each) => each?.file_search?.vector_store_ids ?? []),
        options: { maxResults, threshold: ranking_options?.score_threshold ?? 0 },
      };
    } else {
      tools.code = { fileIds: resources.flatMap((each) => each?.code_interpreter?.file_ids ?? []) };
    }
  }
  const choice = run.tool_choice;
  if (choice === 'none') allowOnly(tools, () => false);
  else if (choice === 'required') tools.forced = 'any';
  else if (typeof choice === 'object' && choice) force(tools, choice.type, choice.function?.name);
  return tools;
}
