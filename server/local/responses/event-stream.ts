import type { ResponseStreamEvent } from 'openai/resources/responses/responses';
import type { Fault } from '../fault.ts';
import type { EventLog } from './event-log.ts';

/** What a stream of events is sent with. */
export const eventStreamHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache',
};

/**
 * The events of a response as bytes, from one number on; read as fast as the reader takes them.
 * @param onLeave told when the reader goes before the end, or a fault has cut it off
 */
export function eventStream(
  log: EventLog,
  from: number,
  fault: Fault,
  onLeave: () => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next = from;
  let left = false;
  const leave = () => {
    if (!left) onLeave();
    left = true;
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const sent = next - from;
        if (sent === fault['stall-after']) return new Promise<void>(() => undefined);
        if (sent === fault['cut-after']) {
          leave();
          return controller.error(new TypeError('terminated'));
        }
        const event = await log.at(next);
        if (left) return undefined;
        if (!event) return controller.close();
        next++;
        const broken = sent === fault['malformed-after'];
        controller.enqueue(
          encoder.encode(broken ? 'event: response.output_text.delta\ndata: {"type":\n\n' : encodeEvent(event)),
        );
        return undefined;
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  );
}

function encodeEvent(event: ResponseStreamEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
