import type { TokenUsage } from 'openai/resources/beta/agents/agents';
import type { Turn } from 'openai/resources/beta/agents/sessions/turns/turns';
import { ApiError } from '../api-error.ts';
import { CancelledError, RunFailure } from '../answering/endings.ts';
import type { CodeRun } from '../brain/actions.ts';
import type { ContainerFile, ContainerLibrary } from '../containers/container-library.ts';
import type { Fault } from '../fault.ts';
import type { Stamp } from '../stamp.ts';
import type { PrepareSessionTurn } from './prepare-session-turn.ts';
import type { Input } from './read-input.ts';
import { addUsage, type SessionItem, sessionObject, type StoredSession } from './session.ts';
import type { SessionLibrary } from './session-library.ts';
import type { SessionStreams } from './session-streams.ts';
import { TurnRun } from './turn-run.ts';
import { TurnWriter } from './turn-writer.ts';

export interface TurnLibraryOptions {
  sessions: SessionLibrary;
  streams: SessionStreams;
  containers: ContainerLibrary;
  stamp: Stamp;
  /** Milliseconds before each piece of text. */
  pace: number;
  /** Told about mistakes of the service itself. */
  onError: (error: unknown) => void;
}

type Messages = Extract<Input, { type: 'message' }>['messages'];

/** The turns of sessions: one at a time, and what is said meanwhile begins the next one. */
export class TurnLibrary {
  readonly #options: TurnLibraryOptions;
  readonly #prepare: PrepareSessionTurn;
  /** By session. */
  readonly #running = new Map<string, { run: TurnRun; ended: Promise<void> }>();
  readonly #queues = new Map<string, { messages: Messages; fault: Fault }[]>();
  /** Keys of messages that were taken: what comes again under one is not taken again. */
  readonly #keys = new Set<string>();
  /** The end of the newest request to each session: they are taken one after the other. */
  readonly #requests = new Map<string, Promise<unknown>>();

  constructor(options: TurnLibraryOptions, prepare: PrepareSessionTurn) {
    this.#options = options;
    this.#prepare = prepare;
  }

  /** Takes what a client says. @throws {ApiError} 404 for a session, or for a call that nobody waits for */
  submit(sessionId: string, inputs: readonly Input[], fault: Fault, key?: string): Promise<void> {
    return this.#inOrder(sessionId, async () => {
      await this.session(sessionId);
      if (key !== undefined && this.#keys.has(`${sessionId} ${key}`)) return;
      for (const input of inputs) await this.#take(sessionId, input, fault);
      if (key !== undefined) this.#keys.add(`${sessionId} ${key}`);
    });
  }

  /** The session; a turn that nobody carries out any more has failed. @throws {ApiError} 404 */
  async session(id: string): Promise<StoredSession> {
    const session = await this.#options.sessions.get(id);
    if (session.status !== 'in_progress' || this.#running.has(id)) return session;
    return this.#giveUp(session, 'failed');
  }

  isRunning(sessionId: string): boolean {
    return this.#running.has(sessionId);
  }

  /** Ends everything that is being written. */
  async close(): Promise<void> {
    const reason = new RunFailure('The local service was stopped.');
    this.#queues.clear();
    await Promise.all(
      [...this.#running.values()].map(({ run, ended }) => {
        run.abort(reason);
        return ended;
      }),
    );
  }

  async #take(sessionId: string, input: Input, fault: Fault): Promise<void> {
    const session = await this.session(sessionId);
    if (input.type === 'result') return this.#answer(session, input, fault);
    if (input.type === 'cancel') {
      this.#running.get(sessionId)?.run.abort(new CancelledError());
      if (session.status === 'requires_action') await this.#giveUp(session, 'cancelled');
      return undefined;
    }
    if (session.status === 'idle') return this.#begin(session, input.messages, fault);
    const queue = this.#queues.get(sessionId) ?? [];
    this.#queues.set(sessionId, [...queue, { messages: input.messages, fault }]);
    return undefined;
  }

  async #begin({ id, agentId }: StoredSession, messages: Messages, fault: Fault): Promise<void> {
    const { sessions, streams, stamp } = this.#options;
    const turn: Turn = {
      id: stamp.id('turn_'),
      object: 'agent.session.turn',
      agent_id: agentId,
      session_id: id,
      subagent_id: null,
      status: 'queued',
      created_at: stamp.seconds(),
      started_at: null,
      completed_at: null,
      error: null,
      usage: null,
    };
    await sessions.turnCollection(id).put(turn);
    streams.tell(id, { type: 'agent.session.turn.created', turn, session_id: id, turn_id: turn.id });
    const items = messages.map((content): SessionItem => {
      const message = { type: 'message', role: 'user', phase: null, status: 'completed', content } as const;
      return { ...message, id: stamp.id('msg_'), turn_id: turn.id };
    });
    for (const item of items) await sessions.itemCollection(id).put(item);
    await this.#go(turn, items, fault);
  }

  /** @param given items of the client that are to be told of */
  async #go(turn: Turn, given: readonly SessionItem[], fault: Fault): Promise<void> {
    const { sessions, streams, stamp, onError } = this.#options;
    const { session_id: id } = turn;
    const known = await sessions.items(id);
    const run = new TurnRun({
      turn,
      turns: sessions.turnCollection(id),
      items: sessions.itemCollection(id),
      outputCount: known.filter((item) => item.turn_id === turn.id && isOutput(item)).length,
      streams,
      stamp,
      pace: fault.pace ?? this.#options.pace,
      fault,
      onError,
    });
    const writer = new TurnWriter(run, stamp);
    const carryOut = async () => {
      await this.#change(id, { status: 'in_progress', requiredActions: [] });
      for (const item of given) run.tellInput(item);
      await run.carryOut(async () => {
        const { answer, inputTokens } = await this.#prepare(await sessions.get(id));
        run.countInput(inputTokens);
        await answer(writer);
      });
      await this.#inOrder(id, () => this.#settle(run, writer));
    };
    // It counts as running from here on: what nobody carries out is given up by whoever looks at it.
    this.#running.set(id, { run, ended: carryOut().catch(onError) });
  }

  async #settle(run: TurnRun, writer: TurnWriter): Promise<void> {
    const { sessions, containers } = this.#options;
    const { turn } = run;
    const { session_id: id } = turn;
    const { environment, usage } = await sessions.get(id);
    const containerId = writer.runs.at(-1)?.containerId;
    if (turn.status === 'completed' && environment.type !== 'none') {
      for (const { name, file } of writer.runs.flatMap(written)) {
        await sessions.publish(turn, environment.id, name, await containers.content(file));
      }
    }
    const isWaiting = turn.status === 'waiting';
    const session = await sessions.change(id, {
      status: isWaiting ? 'requires_action' : 'idle',
      requiredActions: [...run.waitsFor],
      ...(containerId !== undefined && { containerId }),
      ...(turn.usage && { usage: addUsage(usage, turn.usage) }),
    });
    this.#running.delete(id);
    if (!isWaiting) this.#tellEnd(turn, turn.usage);
    this.#tellState(session);
    if (!isWaiting) await this.#beginNext(id);
  }

  async #beginNext(id: string): Promise<void> {
    const [next, ...others] = this.#queues.get(id) ?? [];
    const session = await this.#options.sessions.get(id);
    if (!next || session.status !== 'idle') return;
    this.#queues.set(id, others);
    await this.#begin(session, next.messages, next.fault);
  }

  async #answer(session: StoredSession, input: Extract<Input, { type: 'result' }>, fault: Fault): Promise<void> {
    const { sessions, streams, stamp } = this.#options;
    const { id, requiredActions } = session;
    const { callId, turnId, output, error } = input;
    const isAnswered = (action: StoredSession['requiredActions'][number]) =>
      action.type === 'function_call' && action.call_id === callId && action.turn_id === turnId;
    if (!requiredActions.some(isAnswered))
      throw new ApiError(404, `No pending function call found with id '${callId}'.`);
    const status = error === null ? 'completed' : 'failed';
    const given = { id: stamp.id('fco_'), type: 'function_call_output', turn_id: turnId, call_id: callId } as const;
    const item: SessionItem = { ...given, output, error, status };
    const items = sessions.itemCollection(id);
    const place = { session_id: id, turn_id: turnId };
    const outputs = (await sessions.items(id)).filter((each) => each.turn_id === turnId && isOutput(each));
    for (const [output_index, each] of outputs.entries()) {
      if (each.type !== 'function_call' || each.call_id !== callId) continue;
      const called = { ...each, status } as const;
      await items.put(called);
      streams.tell(id, { type: 'agent.session.turn.item.done', item: called, output_index, ...place });
    }
    await items.put(item);
    streams.tell(id, { type: 'agent.session.turn.item.added', item, output_index: null, ...place });
    const left = requiredActions.filter((action) => !isAnswered(action));
    if (left.length > 0) await this.#change(id, { requiredActions: left });
    else await this.#go(await sessions.turn(id, turnId), [], fault);
  }

  /** Ends a turn that waits, or that nobody carries out any more. */
  async #giveUp(session: StoredSession, status: 'cancelled' | 'failed'): Promise<StoredSession> {
    const { sessions, stamp } = this.#options;
    const { id } = session;
    const message = 'The local service ended while it wrote this answer.';
    const error = status === 'failed' ? { code: 'internal_error' as const, message } : null;
    for (const turn of await sessions.turns(id)) {
      if (turn.completed_at !== null) continue;
      const over: Turn = { ...turn, status, error, completed_at: stamp.seconds() };
      await sessions.turnCollection(id).put(over);
      this.#tellEnd(over, null);
    }
    for (const item of await sessions.items(id)) {
      if (!('status' in item) || item.status !== 'in_progress') continue;
      await sessions.itemCollection(id).put({ ...item, status: 'incomplete' } as SessionItem);
    }
    return this.#change(id, { status: 'idle', requiredActions: [] });
  }

  #tellEnd(turn: Turn, usage: TokenUsage | null): void {
    const { streams } = this.#options;
    const { session_id, id: turn_id, status, error } = turn;
    if (error) {
      const told = { ...error, type: 'server_error', param: null };
      streams.tell(session_id, { type: 'error', error: told, session_id });
    }
    const type = `agent.session.turn.${status as 'completed' | 'failed' | 'cancelled'}` as const;
    streams.tell(session_id, { type, turn, usage, session_id, turn_id });
  }

  /** Changes the session and tells what it does now. */
  async #change(
    id: string,
    change: Pick<StoredSession, 'requiredActions'> & Partial<StoredSession>,
  ): Promise<StoredSession> {
    const { sessions, stamp } = this.#options;
    const session = await sessions.change(id, { ...change, lastActiveAt: stamp.seconds() });
    this.#tellState(session);
    return session;
  }

  #tellState(session: StoredSession): void {
    const type = `agent.session.${session.status}` as const;
    this.#options.streams.tell(session.id, { type, session: sessionObject(session) });
  }

  #inOrder<T>(sessionId: string, act: () => Promise<T>): Promise<T> {
    const before = this.#requests.get(sessionId) ?? Promise.resolve();
    const after = before.then(act, act);
    this.#requests.set(sessionId, after);
    const forget = () => {
      if (this.#requests.get(sessionId) === after) this.#requests.delete(sessionId);
    };
    after.then(forget, forget);
    return after;
  }
}

/** What code wrote, and what it only showed, which a client of this API gets as a file too. */
function written({ files, pictures }: CodeRun): { name: string; file: ContainerFile }[] {
  const shown = pictures.map((file, number) => {
    return { name: file.name.replace(/^shown-\d+/, number === 0 ? 'image' : `image-${number + 1}`), file };
  });
  return [...files.map((file) => ({ name: file.name, file })), ...shown];
}

function isOutput(item: SessionItem): boolean {
  return item.type !== 'function_call_output' && !(item.type === 'message' && item.role === 'user');
}
