// A session whose turn was recorded, told again by a service that loses its streams.
import type OpenAI from 'openai';
import type { AgentSession, AgentSessionEvent, AgentSessionItem } from 'openai/resources/beta/agents/agents';
import type { SessionArtifact } from 'openai/resources/beta/agents/sessions/artifacts';
import type { Turn } from 'openai/resources/beta/agents/sessions/turns/turns';

export interface Recording {
  session: AgentSession;
  events: readonly AgentSessionEvent[];
  artifacts: readonly SessionArtifact[];
}

/** How a stream ends, and what happens until somebody listens again. */
export interface Cut {
  /** The events that are told before the stream breaks. */
  after: number;
  /** Events that happen while nobody listens. */
  missed: number;
  /** Events that happen between listening again and reading what there is; they are told by both. */
  overlap: number;
  how: 'end' | 'error' | 'garbage';
  /** Whether a message that is being written is listed with its text so far. */
  showsPartial: boolean;
  /** Events are told a second time. */
  repeats: boolean;
}

/** How far the session is: so many events have happened, but none that wait for the result of a function. */
class Clock {
  readonly #gate: number;
  readonly #end: number;
  #isAnswered = false;
  #tell: () => void = () => undefined;
  readonly answered = new Promise<void>((resolve) => (this.#tell = resolve));

  constructor(events: readonly AgentSessionEvent[]) {
    const gate = events.findIndex(({ type }) => type === 'agent.session.requires_action');
    this.#gate = gate < 0 ? events.length : gate + 1;
    this.#end = events.length;
  }

  answer(): void {
    this.#isAnswered = true;
    this.#tell();
  }

  limit(wanted: number): number {
    return Math.min(wanted, this.#isAnswered ? this.#end : this.#gate);
  }
}

/** A client of that session, as much of it as the engine uses. `results` is what it was given for functions. */
export function replay(recording: Recording, cut: Cut): { client: OpenAI; results: unknown[] } {
  const { events, session, artifacts } = recording;
  const clock = new Clock(events);
  const results: unknown[] = [];
  let streams = 0;
  let happened = 0;

  async function* told(from: number, to: number): AsyncGenerator<AgentSessionEvent> {
    for (let at = from; at < to; at++) {
      if (at >= clock.limit(to)) await clock.answered;
      happened = Math.max(happened, at + 1);
      const event = events[at] as AgentSessionEvent;
      yield event;
      if (cut.repeats) yield event;
    }
  }
  async function* broken(): AsyncGenerator<AgentSessionEvent> {
    yield* told(0, Math.min(cut.after, events.length));
    if (cut.how === 'error') throw new TypeError('terminated');
    if (cut.how === 'garbage') throw new SyntaxError('Unexpected end of JSON input');
  }
  const stream = () => {
    if (streams++ === 0) return broken();
    // What happens from here on is told, whenever it is read.
    const from = clock.limit(happened + cut.missed);
    happened = clock.limit(from + cut.overlap);
    return told(from, events.length);
  };

  const state = () => stateAt(recording, happened, cut.showsPartial);
  const list = <T>(data: readonly T[]) => ({
    data,
    async *[Symbol.asyncIterator]() {
      yield* data;
    },
  });
  const sessions = {
    events: {
      stream: () => Promise.resolve(stream()),
      create: async (_id: string, params: { events: { type: string }[] }) => {
        for (const event of params.events) {
          if (event.type !== 'agent.session.input.tool_result') continue;
          results.push(event);
          clock.answer();
        }
      },
    },
    retrieve: async () => state().session,
    update: async () => session,
    turns: {
      retrieve: async () => state().turn,
      list: async () => {
        // Whoever asks for it waits until there is one.
        happened = Math.max(happened, clock.limit(1));
        return list([state().turn]);
      },
      items: { list: () => list(state().items) },
    },
    artifacts: { list: () => list(artifacts.toReversed()) },
  };
  return { client: { beta: { agents: { sessions } } } as unknown as OpenAI, results };
}

/** What is to be read of the session once so many events have happened. */
function stateAt({ session, events }: Recording, happened: number, showsPartial: boolean) {
  const items = new Map<string, AgentSessionItem>();
  let now = session;
  let turn: Turn | undefined;
  for (const event of events.slice(0, happened)) {
    if ('session' in event) now = event.session;
    if ('turn' in event) turn = event.turn;
    if ('item' in event) items.set(event.item.id ?? '', event.item);
    if (event.type !== 'agent.session.turn.output_text.delta' || !showsPartial) continue;
    const item = items.get(event.item_id);
    if (item?.type !== 'message') continue;
    const [part] = item.content;
    const text = (part && 'text' in part ? part.text : '') + event.delta;
    items.set(event.item_id, { ...item, content: [{ type: 'output_text', text }] });
  }
  return { session: now, turn: turn as Turn, items: [...items.values()] };
}
