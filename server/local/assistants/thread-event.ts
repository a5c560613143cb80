import type { AssistantStreamEvent } from 'openai/resources/beta/assistants';

/** One event of a stream; the last one says only that it is over. */
export type ThreadEvent = AssistantStreamEvent | { event: 'done' };

/** An event as the frame of a stream. */
export function encodeThreadEvent(event: ThreadEvent): string {
  return `event: ${event.event}\ndata: ${'data' in event ? JSON.stringify(event.data) : '[DONE]'}\n\n`;
}
