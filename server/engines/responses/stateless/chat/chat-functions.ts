import type { ChatCompletionFunctionTool } from 'openai/resources/chat/completions';
import type { Tool } from 'openai/resources/responses/responses';

/** The tools that Chat Completions know: functions. */
export function chatFunctions(tools: readonly Tool[]): ChatCompletionFunctionTool[] {
  return tools.flatMap((tool): ChatCompletionFunctionTool[] => {
    if (tool.type !== 'function') return [];
    const { name, description, parameters, strict } = tool;
    // Not strict is what all are that do not know the word.
    const called = { name, parameters: parameters ?? {}, ...(description ? { description } : {}) };
    return [{ type: 'function', function: { ...called, ...(strict ? { strict } : {}) } }];
  });
}
