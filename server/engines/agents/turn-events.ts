import type OpenAI from 'openai';
import type { AgentSession, AgentSessionEvent, AgentSessionItem } from 'openai/resources/beta/agents/agents';
import type { Turn } from 'openai/resources/beta/agents/sessions/turns/turns';
import { AssistantError } from '../../assistant-error.ts';
import { abortable } from '../upstream/abortable.ts';
import { IdleWatch } from '../upstream/idle-watch.ts';
import { pause } from '../upstream/pause.ts';
import { fromUpstream, rejectUpstream } from '../upstream/upstream-error.ts';

/** All that there is of a turn, read when nothing was known of it or something was lost. */
export interface TurnSnapshot {
  type: 'snapshot';
  session: AgentSession;
  turn: Turn;
  items: readonly AgentSessionItem[];
}

export type Told = AgentSessionEvent | TurnSnapshot;

export interface TurnEventsOptions {
  client: OpenAI;
  sessionId: string;
  turnId: string;
  /** A stream that was open before the turn began, or went on, so that nothing of it is lost. */
  opened?: AsyncIterable<AgentSessionEvent> | undefined;
  /** The longest silence, in milliseconds. */
  idleMs: number;
  signal: AbortSignal;
}

const mostFailures = 4;

/**
 * What a session tells of a turn until its end. The stream is live only: where it breaks, another one is opened first and then all
 * that there is of the turn is read, so that nothing falls in between; what comes twice is for the mapper to know by its ids.
 * @throws {AssistantError} when the service is silent for too long, or the rest cannot be read
 * @see https://developers.openai.com/api/docs/guides/agents-api/sessions/events
 */
export async function* turnEvents(options: TurnEventsOptions): AsyncGenerator<Told, void, void> {
  const { turnId, idleMs, signal } = options;
  const seen = new RecentIds();
  let { opened } = options;
  let hasEnded = false;
  for (let failures = 0; !signal.aborted;) {
    const reading = new AbortController();
    const stop = () => reading.abort();
    signal.addEventListener('abort', stop);
    const silence = () => new IdleWatch(idleMs, stop);
    let watch = silence();
    try {
      const events = opened ?? (await listen(options, reading.signal));
      if (!opened) {
        const snapshot = await readTurn(options, reading.signal);
        watch.end();
        yield snapshot;
        watch = silence();
        if (snapshot.turn.completed_at !== null) return;
      }
      opened = undefined;
      for await (const event of abortable(events, reading.signal)) {
        watch.heard();
        failures = 0;
        if (hasEnded && isAfterwards(event)) return;
        if (seen.isRepeated(event.event_id)) continue;
        // Whoever reads may now call functions, and that takes as long as it takes.
        if (event.type === 'agent.session.requires_action') watch.end();
        yield event;
        if (event.type === 'agent.session.requires_action') watch = silence();
        if (event.type === 'agent.session.failed') return;
        hasEnded ||= isEndOf(event, turnId);
      }
      watch.check();
      throw new AssistantError('service_cut');
    } catch (error) {
      // What comes behind the end of a turn is nothing that anybody waits for.
      if (signal.aborted || hasEnded) return;
      watch.check();
      const cause = fromUpstream(error);
      if (!isBroken(cause) || ++failures >= mostFailures) throw cause;
      opened = undefined;
    } finally {
      watch.end();
      signal.removeEventListener('abort', stop);
      reading.abort();
    }
    await pause(50 * 2 ** failures, signal);
  }
}

/** Opens the stream of a session: what happens from now on. */
export function listen(
  { client, sessionId }: Pick<TurnEventsOptions, 'client' | 'sessionId'>,
  signal: AbortSignal,
): Promise<AsyncIterable<AgentSessionEvent>> {
  return client.beta.agents.sessions.events.stream(sessionId, { include_obfuscation: false }, { signal });
}

/** The turn before the session and its items: what is told as newest must not be older than how far the turn is. */
async function readTurn({ client, sessionId, turnId }: TurnEventsOptions, signal: AbortSignal): Promise<TurnSnapshot> {
  const { sessions } = client.beta.agents;
  const turn = await sessions.turns.retrieve(turnId, { session_id: sessionId }, { signal }).catch(rejectUpstream);
  const session = await sessions.retrieve(sessionId, { signal }).catch(rejectUpstream);
  return { type: 'snapshot', turn, session, items: await turnItems(client, turn, signal) };
}

/** The items of a turn, oldest first. */
export async function turnItems(
  client: OpenAI,
  { id, session_id }: Pick<Turn, 'id' | 'session_id'>,
  signal: AbortSignal,
): Promise<AgentSessionItem[]> {
  const items: AgentSessionItem[] = [];
  try {
    const params = { session_id, order: 'asc' as const, limit: 100 };
    for await (const item of client.beta.agents.sessions.turns.items.list(id, params, { signal })) items.push(item);
  } catch (error) {
    rejectUpstream(error);
  }
  return items;
}

function isEndOf(event: AgentSessionEvent, turnId: string): boolean {
  return (
    /^agent\.session\.turn\.(?:completed|failed|cancelled)$/.test(event.type) &&
    'turn_id' in event &&
    event.turn_id === turnId
  );
}

/** True for what shows that the session has put the turn behind it. */
function isAfterwards({ type }: AgentSessionEvent): boolean {
  return type === 'agent.session.idle' || type === 'agent.session.turn.created';
}

/** What broke on the way is worth another look; what the service says of the session itself stands. */
function isBroken({ code }: AssistantError): boolean {
  return code === 'service_cut' || code === 'service_garbled' || code === 'service_down' || code === 'service_failed';
}

/** Services may deliver an event twice, the second time soon after the first. */
class RecentIds {
  readonly #ids = new Set<string>();

  isRepeated(id: string): boolean {
    if (this.#ids.has(id)) return true;
    this.#ids.add(id);
    const [oldest] = this.#ids;
    if (this.#ids.size > 1024 && oldest !== undefined) this.#ids.delete(oldest);
    return false;
  }
}
