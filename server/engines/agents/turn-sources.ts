import type { AgentSessionEvent, AgentSessionInputParam } from 'openai/resources/beta/agents/agents';
import type { RunContext } from '../../engine.ts';
import { fromUpstream, rejectUpstream } from '../upstream/upstream-error.ts';
import type { OpenedTurn } from './opened-turn.ts';
import type { Services } from './services.ts';
import { listen, turnEvents, type Told } from './turn-events.ts';

export interface TurnSource {
  /** What the session tells until the turn is over. */
  events(): AsyncIterable<Told>;
  /** Gives the turn what it waits for; left out where another process does so. */
  submit?(events: readonly AgentSessionInputParam[]): Promise<void>;
}

export interface SourceOptions {
  services: Services;
  threadId: string;
  turnId: string;
  context: RunContext;
}

/** A turn that this process has begun, or goes on with. */
export class LiveTurn implements TurnSource {
  readonly #options: SourceOptions;
  readonly #listening = new AbortController();
  #opened: OpenedTurn['events'];
  #hasBegun = false;

  /** @param opened the stream in which it began; one that goes on is listened to before its answers are sent */
  constructor(options: SourceOptions, opened?: OpenedTurn) {
    this.#options = options;
    this.#opened = opened?.events;
    if (opened) this.#listening.signal.addEventListener('abort', () => opened.close());
  }

  async *events(): AsyncGenerator<Told, void, void> {
    this.#hasBegun = true;
    try {
      yield* turnEvents({ ...sourceOf(this.#options), opened: this.#opened });
    } finally {
      this.#listening.abort();
    }
  }

  async submit(events: readonly AgentSessionInputParam[]): Promise<void> {
    const { services, threadId, context } = this.#options;
    const { client } = services;
    if (!this.#hasBegun) this.#opened ??= await this.#listen();
    const params = { events: [...events], 'Idempotency-Key': crypto.randomUUID() };
    await client.beta.agents.sessions.events
      .create(threadId, params, { signal: context.signal })
      .catch((error: unknown) => {
        // Nobody waits for it any more: the turn was ended meanwhile, and what the session tells next says so.
        const { code } = fromUpstream(error);
        if (code !== 'not_found' && code !== 'service_refused' && code !== 'run_active') rejectUpstream(error);
        context.report(error);
      });
  }

  #listen(): Promise<AsyncIterable<AgentSessionEvent>> {
    return listen(sourceOf(this.#options), this.#listening.signal).catch(rejectUpstream);
  }
}

/** Reads a turn that another process has begun; calls no function and answers nothing. */
export class FollowedTurn implements TurnSource {
  readonly #options: SourceOptions;

  constructor(options: SourceOptions) {
    this.#options = options;
  }

  events(): AsyncIterable<Told> {
    return turnEvents(sourceOf(this.#options));
  }
}

function sourceOf({ services, threadId, turnId, context }: SourceOptions) {
  const { idleMs, signal } = context;
  return { client: services.client, sessionId: threadId, turnId, idleMs, signal };
}
