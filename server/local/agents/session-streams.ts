import type { AgentSessionEvent } from 'openai/resources/beta/agents/agents';
import { EventLog } from '../answering/event-log.ts';
import { eventStream } from '../answering/event-stream.ts';
import type { Fault } from '../fault.ts';
import type { Stamp } from '../stamp.ts';

/** An event as it is told; what names it is given to it here. */
export type Told = AgentSessionEvent extends infer Event
  ? Event extends unknown
    ? Omit<Event, 'event_id'>
    : never
  : never;

/** What happens in sessions, for those who listen at that moment: as in the real API nothing is ever told again. */
export class SessionStreams {
  readonly #stamp: Stamp;
  readonly #open = new Map<string, { log: EventLog<AgentSessionEvent>; readers: number }>();

  constructor(stamp: Stamp) {
    this.#stamp = stamp;
  }

  tell(sessionId: string, event: Told): void {
    this.#open.get(sessionId)?.log.append({ ...event, event_id: this.#stamp.id('evt_') } as AgentSessionEvent);
  }

  /** What happens from now on. */
  listen(sessionId: string, fault: Fault): ReadableStream<Uint8Array> {
    const open = this.#open.get(sessionId) ?? { log: new EventLog<AgentSessionEvent>(), readers: 0 };
    this.#open.set(sessionId, open);
    open.readers++;
    return eventStream(open.log, {
      from: open.log.events.length,
      encode: (event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
      fault,
      onLeave: () => {
        open.readers--;
        if (open.readers === 0 && this.#open.get(sessionId) === open) this.#open.delete(sessionId);
      },
    });
  }

  /** The session is gone: so is everybody who listens. */
  end(sessionId: string): void {
    this.#open.get(sessionId)?.log.close();
    this.#open.delete(sessionId);
  }

  close(): void {
    for (const sessionId of this.#open.keys()) this.end(sessionId);
  }
}
