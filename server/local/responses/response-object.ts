import type { Response as ApiResponse, ResponseUsage } from 'openai/resources/responses/responses';
import { type Include, shownItem } from '../items/shown-item.ts';
import type { Item } from '../items/item.ts';
import { modelName } from '../models.ts';
import type { Stamp } from '../stamp.ts';
import type { CreateRequest } from './create-request.ts';

/**
 * A response as it crosses the wire. Its nulls are what the real API sends although the client's types know none, and
 * `output_text` is made by the client.
 */
export type WireResponse = Omit<ApiResponse, 'output_text' | 'usage' | 'user' | 'output'> & {
  output: Item[];
  status: NonNullable<ApiResponse['status']>;
  usage: ResponseUsage | null;
  user: string | null;
};

/** A response before anything has happened. */
export function newResponse(request: CreateRequest, stamp: Stamp): WireResponse {
  return {
    id: stamp.id('resp_'),
    object: 'response',
    created_at: stamp.seconds(),
    status: request.background ? 'queued' : 'in_progress',
    access_programs: null,
    background: request.background,
    completed_at: null,
    conversation: request.conversationId === null ? null : { id: request.conversationId },
    error: null,
    incomplete_details: null,
    instructions: request.instructions,
    max_output_tokens: request.maxOutputTokens,
    max_tool_calls: null,
    metadata: request.metadata,
    model: modelName,
    output: [],
    parallel_tool_calls: true,
    previous_response_id: request.previousResponseId,
    prompt_cache_key: null,
    reasoning: { effort: null, summary: null },
    safety_identifier: null,
    service_tier: 'default',
    store: request.store,
    temperature: null,
    text: { format: { type: 'text' }, verbosity: 'medium' },
    tool_choice: request.tools.choice,
    tools: request.tools.offered,
    top_logprobs: 0,
    top_p: null,
    truncation: 'disabled',
    usage: null,
    user: null,
    ...request.echo,
  } as WireResponse;
}

/** A response as a request sees it. */
export function shownResponse(response: WireResponse, include: Include): WireResponse {
  return { ...response, output: response.output.map((item) => shownItem(item, include)) };
}
