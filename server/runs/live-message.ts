import { applyChunk, EventDecoder, type ActiveRun, type UIMessage } from '../../protocol/index.ts';
import type { RunLog } from '../store.ts';
import type { Run } from './run.ts';

export interface LiveMessage {
  message: UIMessage;
  activeRun: ActiveRun;
}

/** The message that a run is writing, as far as it has come, and the event after which a reader goes on. */
export async function liveMessage(run: Run, log: RunLog): Promise<LiveMessage | undefined> {
  const { id } = run;
  if (id === undefined) return undefined;
  const { size } = await log.state(id);
  const decoder = new EventDecoder();
  const encoder = new TextEncoder();
  let message: UIMessage = { id: '', role: 'assistant', parts: [] };
  let position = 0;
  while (position < size) {
    const page = await log.read(id, position);
    if (!page || page.events.length === 0) return undefined;
    const events = page.events.slice(0, size - position);
    position += events.length;
    for (const { chunk } of decoder.push(encoder.encode(events.join(''))).events) message = applyChunk(message, chunk);
  }
  // Only a log that begins with the message can tell all of it.
  if (size === 0 || message.id === '') return undefined;
  return {
    message,
    activeRun: { id, status: run.status, messageId: message.id, lastEventId: `${id}.${size - 1}` },
  };
}
