import type OpenAI from 'openai';
import type { AgentSessionEvent } from 'openai/resources/beta/agents/agents';
import { AssistantError } from '../../assistant-error.ts';
import { pause } from '../upstream/pause.ts';
import { rejectUpstream } from '../upstream/upstream-error.ts';
import { listen } from './turn-events.ts';

export interface OpenedTurn {
  turnId: string;
  /** What the session has told since before the turn began; undefined where that was lost. */
  events: AsyncIterable<AgentSessionEvent> | undefined;
  /** Lets go of the stream. */
  close(): void;
}

export interface OpenOptions {
  client: OpenAI;
  sessionId: string;
  /** The turn that was the newest before, if there was one. */
  before: string | undefined;
  /** Says what begins the turn. */
  send(): Promise<void>;
  signal: AbortSignal;
}

/** How long a message that the service has taken may take to become a turn, in milliseconds. */
const patienceMs = 60_000;

/**
 * Begins a turn and finds out which one it is: the service takes a message without saying what comes of it, so somebody has to
 * listen before it is sent.
 */
export async function openTurn(options: OpenOptions): Promise<OpenedTurn> {
  const { client, sessionId, send, signal } = options;
  const reading = new AbortController();
  const close = () => reading.abort();
  try {
    const stream = await listen({ client, sessionId }, reading.signal).catch(rejectUpstream);
    await send();
    const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
    patience.addEventListener('abort', close);
    const begun = await untilCreated(stream[Symbol.asyncIterator]()).catch(() => undefined);
    patience.removeEventListener('abort', close);
    if (begun) return { ...begun, close };
    return { turnId: await findTurn(options), events: undefined, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Reads on to where the turn is named; what was read is told again from the beginning. */
async function untilCreated(
  iterator: AsyncIterator<AgentSessionEvent>,
): Promise<Pick<OpenedTurn, 'turnId' | 'events'> | undefined> {
  const read: AgentSessionEvent[] = [];
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    const event = next.value;
    read.push(event);
    if (event.type === 'agent.session.turn.created' && event.turn.subagent_id === null) {
      return { turnId: event.turn_id, events: continued(read, iterator) };
    }
  }
  return undefined;
}

async function* continued<T>(read: readonly T[], iterator: AsyncIterator<T>): AsyncGenerator<T, void, void> {
  try {
    yield* read;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}

/** The turn that was not there before. */
async function findTurn({ client, sessionId, before, signal }: OpenOptions): Promise<string> {
  const until = Date.now() + patienceMs;
  for (let wait = 50; Date.now() < until && !signal.aborted; wait = Math.min(2 * wait, 1000)) {
    const newest = await newestTurn(client, sessionId, signal);
    if (newest && newest.id !== before) return newest.id;
    await pause(wait, signal);
  }
  throw new AssistantError('service_silent');
}

/** The newest turn of the session's own agent. */
export async function newestTurn(client: OpenAI, sessionId: string, signal: AbortSignal) {
  const query = { order: 'desc' as const, limit: 20 };
  const { data } = await client.beta.agents.sessions.turns.list(sessionId, query, { signal }).catch(rejectUpstream);
  return data.find(({ subagent_id }) => subagent_id === null);
}
