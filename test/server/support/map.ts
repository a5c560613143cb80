// A mapper as the engine uses it, for streams made by hand.
import { applyChunk, type Chunk, type UIMessage } from '../../../protocol/index.ts';
import type { UpstreamEvent } from '../../../server/engines/responses/map/item-mapper.ts';
import { MessageMapper } from '../../../server/engines/responses/map/message-mapper.ts';
import { Handles } from '../../../server/access/handles.ts';
import { Names } from '../../../server/access/names.ts';
import { itemEvents, type FakeEvent, type Item } from './response-events.ts';

export const threadId = 'conv_0123456789abcdef';
export const names = new Names(
  new Handles('a secret of more than sixteen characters'),
  { tenant: '', subject: 'ann' },
  'https://app.test',
  { lifeMs: 60 * 60_000, now: () => 0 },
);

export function newMapper(isServerFunction: (name: string) => boolean = () => false): MessageMapper {
  return new MessageMapper({ names, threadId, questionId: 'msg_question', isServerFunction });
}

const response = {
  id: 'resp_0123456789abcdef',
  created_at: 1_700_000_000,
  status: 'in_progress',
  output: [],
  metadata: {},
};

/** The events of a whole response with these items. */
export function responseEvents(items: readonly Item[], end: FakeEvent = completed()): FakeEvent[] {
  return [{ type: 'response.created', response }, ...items.flatMap((item, index) => itemEvents(item, index)), end].map(
    (event, sequence_number) => ({ ...event, sequence_number }),
  );
}

export function completed(more: object = {}): FakeEvent {
  const usage = { input_tokens: 1, output_tokens: 2, total_tokens: 3 };
  return { type: 'response.completed', response: { ...response, status: 'completed', usage, ...more } };
}

export function mapAll(events: readonly FakeEvent[], mapper: MessageMapper = newMapper()): Chunk[] {
  return events.flatMap((event) => Array.from(mapper.map(event as unknown as UpstreamEvent)));
}

/** The chunks of a response with these items, without its start. */
export function mapItems(...items: Item[]): Chunk[] {
  return mapAll(responseEvents(items)).slice(2);
}

export function messageOf(chunks: readonly Chunk[]): UIMessage {
  return chunks.reduce<UIMessage>((message, chunk) => applyChunk(message, chunk), {
    id: '',
    role: 'assistant',
    parts: [],
  });
}
