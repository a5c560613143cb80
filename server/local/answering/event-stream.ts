import type { Fault } from '../fault.ts';
import type { EventLog } from './event-log.ts';

/** What a stream of events is sent with. */
export const eventStreamHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache',
};

export interface EventStreamOptions<Event> {
  /** The number of the first event; 0 for all of them. */
  from?: number;
  /** An event as the bytes of its frame will say it. */
  encode: (event: Event) => string;
  fault: Fault;
  /** Told when the reader goes before the end, or a fault has cut it off. */
  onLeave?: () => void;
}

/** The events of an answer as bytes, from one number on; read as fast as the reader takes them. */
export function eventStream<Event>(
  log: EventLog<Event>,
  { from = 0, encode, fault, onLeave }: EventStreamOptions<Event>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next = from;
  let left = false;
  const leave = () => {
    if (!left) onLeave?.();
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
        const frame = encode(event);
        controller.enqueue(encoder.encode(sent === fault['malformed-after'] ? broken(frame) : frame));
        return undefined;
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  );
}

/** The same frame with data that is no JSON. */
function broken(frame: string): string {
  return frame.replace(/^data: .*$/m, 'data: {"type":');
}
