import type { ResponseCreateParamsBase } from 'openai/resources/responses/responses';
import { ApiError, invalid } from '../api-error.ts';
import { type Fields, missing } from '../fields.ts';
import type { Item } from '../items/item.ts';
import { readItem } from '../items/read-item.ts';
import { type Include, readInclude } from '../items/shown-item.ts';
import { readMetadata } from '../metadata.ts';
import type { Stamp } from '../stamp.ts';
import { readTools, type Tools } from './read-tools.ts';

/** A request for a response, checked and with its defaults. */
export interface CreateRequest {
  input: Item[];
  conversationId: string | null;
  previousResponseId: string | null;
  instructions: string | null;
  tools: Tools;
  include: Include;
  background: boolean;
  stream: boolean;
  store: boolean;
  maxOutputTokens: number | null;
  metadata: Record<string, string>;
  /** Settings without a meaning for rules, given back as they came. */
  echo: Record<string, unknown>;
}

/** Every parameter there is; a name beside them is a mistake of the caller, and OpenAI says so too. */
const parameters: Record<keyof ResponseCreateParamsBase, 'read' | 'echoed' | 'ignored'> = {
  access_programs: 'ignored',
  background: 'read',
  context_management: 'ignored',
  conversation: 'read',
  image: 'ignored',
  include: 'read',
  input: 'read',
  instructions: 'read',
  max_output_tokens: 'read',
  max_tool_calls: 'echoed',
  metadata: 'read',
  model: 'read',
  moderation: 'ignored',
  parallel_tool_calls: 'echoed',
  previous_response_id: 'read',
  prompt: 'ignored',
  prompt_cache_key: 'echoed',
  prompt_cache_options: 'ignored',
  prompt_cache_retention: 'echoed',
  reasoning: 'echoed',
  safety_identifier: 'echoed',
  service_tier: 'ignored',
  store: 'read',
  stream: 'read',
  stream_options: 'ignored',
  temperature: 'echoed',
  text: 'read',
  tool_choice: 'read',
  tools: 'read',
  top_logprobs: 'echoed',
  top_p: 'echoed',
  truncation: 'echoed',
  user: 'echoed',
};

/** @throws {ApiError} 400 */
export function readCreateRequest(body: Fields, stamp: Stamp): CreateRequest {
  const unknown = body.keys().find((key) => !(key in parameters));
  if (unknown)
    throw new ApiError(400, `Unknown parameter: '${unknown}'.`, { param: unknown, code: 'unknown_parameter' });
  body.required('model');
  if (body.has('prompt')) throw invalid('This service keeps no prompts; send instructions.', 'prompt');
  const format = body.object('text')?.object('format')?.string('type') ?? 'text';
  if (format !== 'text') {
    throw invalid(
      `This service follows rules and can write text only, not '${format}'.`,
      'text.format',
      'unsupported_value',
    );
  }
  const conversationId = readConversation(body);
  const previousResponseId = body.string('previous_response_id') ?? null;
  if (conversationId !== null && previousResponseId !== null) {
    const message =
      "Mutually exclusive parameters: 'previous_response_id' and 'conversation'. Ensure you are only providing one.";
    throw new ApiError(400, message, { code: 'mutually_exclusive_parameters' });
  }
  const input = readInput(body, stamp);
  if (!input && conversationId === null && previousResponseId === null) throw missing('input');
  return {
    input: input ?? [],
    conversationId,
    previousResponseId,
    instructions: body.string('instructions') ?? null,
    tools: readTools(body),
    include: readInclude(body.strings('include') ?? []),
    background: body.boolean('background') ?? false,
    stream: body.boolean('stream') ?? false,
    store: body.boolean('store') ?? true,
    maxOutputTokens: body.integer('max_output_tokens', { minimum: 16 }) ?? null,
    metadata: readMetadata(body) ?? {},
    echo: Object.fromEntries(
      body.keys().flatMap((key) => {
        const kind = parameters[key as keyof typeof parameters];
        return kind === 'echoed' && body.has(key) ? [[key, body.raw(key)]] : [];
      }),
    ),
  };
}

function readConversation(body: Fields): string | null {
  if (typeof body.raw('conversation') === 'string') return body.required('conversation');
  return body.object('conversation')?.required('id') ?? null;
}

function readInput(body: Fields, stamp: Stamp): Item[] | undefined {
  const text = body.raw('input');
  if (typeof text === 'string') {
    const content = [{ type: 'input_text' as const, text }];
    return [{ id: stamp.id('msg_'), type: 'message', role: 'user', status: 'completed', content }];
  }
  return body.objects('input')?.flatMap((item) => {
    // It points at something that is in the conversation anyway.
    if (item.string('type') === 'item_reference') return [];
    return [readItem(item, stamp)];
  });
}
