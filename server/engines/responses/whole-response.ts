import type OpenAI from 'openai';
import type { Response } from 'openai/resources/responses/responses';
import { asOutput, type ConversationItem } from './conversation-item.ts';
import type { UpstreamEvent } from './map/item-mapper.ts';

/** The response as it stands; undefined where the service does not tell. */
export function findResponse(
  client: OpenAI,
  responseId: string | undefined,
  signal: AbortSignal,
): Promise<Response | undefined> {
  return client.responses.retrieve(responseId ?? '', {}, { signal }).catch(() => undefined);
}

/** True once nothing more will come of it. */
export function isOver({ status }: Response): boolean {
  return status !== 'queued' && status !== 'in_progress';
}

/** What the events would have told of a response that is over. */
export function* eventsOf(response: Response): Generator<UpstreamEvent> {
  const sequence_number = Number.MAX_SAFE_INTEGER;
  for (const [output_index, item] of response.output.entries()) {
    yield { type: 'response.output_item.done', output_index, item, sequence_number };
  }
  yield { type: endingOf(response), response, sequence_number };
}

/** The same for one of which nothing is left but what its thread has got of it. */
export function* eventsOfItems(
  items: readonly ConversationItem[],
  id: string,
  askedAt: number,
): Generator<UpstreamEvent> {
  const output = items.map(asOutput);
  const response = { id, status: 'completed', created_at: Math.floor(askedAt / 1000), output } as Response;
  yield { type: 'response.created', response, sequence_number: 0 };
  yield* eventsOf(response);
}

/** There is no event for a response that was cancelled; its status tells. */
function endingOf({ status }: Response) {
  return status === 'incomplete'
    ? 'response.incomplete'
    : status === 'completed'
      ? 'response.completed'
      : 'response.failed';
}
