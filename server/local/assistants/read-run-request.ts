import type { AssistantTool } from 'openai/resources/beta/assistants';
import type { Run, RunCreateParamsBase } from 'openai/resources/beta/threads/runs/runs';
import { ApiError } from '../api-error.ts';
import type { Fields } from '../fields.ts';
import { readMetadata } from '../metadata.ts';
import { readAssistantTools } from './read-assistant-tools.ts';
import { type NewMessage, readMessage } from './read-message.ts';

/** A request for a run, checked. */
export interface RunRequest {
  assistantId: string;
  /** In the place of the assistant's own. */
  instructions: string | undefined;
  additionalInstructions: string | undefined;
  additionalMessages: NewMessage[];
  tools: AssistantTool[] | undefined;
  metadata: Record<string, string>;
  stream: boolean;
  /** Settings that are given back as they came. */
  settings: Partial<Run>;
  maxCompletionTokens: number | null;
}

const parameters: Record<keyof RunCreateParamsBase | 'thread' | 'tool_resources', true> = {
  additional_instructions: true,
  additional_messages: true,
  assistant_id: true,
  include: true,
  instructions: true,
  max_completion_tokens: true,
  max_prompt_tokens: true,
  metadata: true,
  model: true,
  parallel_tool_calls: true,
  reasoning_effort: true,
  response_format: true,
  stream: true,
  temperature: true,
  thread: true,
  tool_choice: true,
  tool_resources: true,
  tools: true,
  top_p: true,
  truncation_strategy: true,
};

/** @throws {ApiError} 400 */
export function readRunRequest(body: Fields): RunRequest {
  const unknown = body.keys().find((key) => !Object.hasOwn(parameters, key));
  if (unknown !== undefined) {
    throw new ApiError(400, `Unknown parameter: '${unknown}'.`, { param: unknown, code: 'unknown_parameter' });
  }
  const choice = body.raw('tool_choice');
  if (typeof choice === 'string') body.oneOf('tool_choice', ['none', 'auto', 'required']);
  else body.object('tool_choice')?.oneOf('type', ['function', 'file_search', 'code_interpreter']);
  const settings: [keyof Run, unknown][] = [
    ['temperature', body.number('temperature')],
    ['top_p', body.number('top_p')],
    ['parallel_tool_calls', body.boolean('parallel_tool_calls')],
    ['max_prompt_tokens', body.integer('max_prompt_tokens', { minimum: 256 })],
    ['response_format', body.raw('response_format') ?? undefined],
    ['tool_choice', choice ?? undefined],
    ['truncation_strategy', body.object('truncation_strategy') && body.raw('truncation_strategy')],
  ];
  return {
    assistantId: body.required('assistant_id'),
    instructions: body.string('instructions'),
    additionalInstructions: body.string('additional_instructions'),
    additionalMessages: body.objects('additional_messages')?.map(readMessage) ?? [],
    tools: readAssistantTools(body),
    metadata: readMetadata(body) ?? {},
    stream: body.boolean('stream') ?? false,
    settings: Object.fromEntries(settings.filter(([, value]) => value !== undefined)) as Partial<Run>,
    maxCompletionTokens: body.integer('max_completion_tokens', { minimum: 1 }) ?? null,
  };
}
