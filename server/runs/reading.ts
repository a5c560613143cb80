import type { Adapter } from '../adapter.ts';
import { AssistantError, toAssistantError } from '../assistant-error.ts';
import type { ThreadRecord } from '../engine.ts';
import type { ThreadDirectory } from '../thread-directory.ts';
import type { Visit } from '../access/visit.ts';
import { cancelledEnding, failedEnding } from './endings.ts';
import type { RunStart } from './run.ts';
import type { Turns } from './turns.ts';

const patienceMs = 30_000;

/** Finds the run of a thread, in this process or in the service, to be read or to be stopped. */
export class Reading {
  readonly #adapter: Adapter;
  readonly #directory: ThreadDirectory;
  readonly #turns: Turns;

  constructor(adapter: Adapter, directory: ThreadDirectory, turns: Turns) {
    this.#adapter = adapter;
    this.#directory = directory;
    this.#turns = turns;
  }

  /** Where to read: behind the cursor, or all of the active run without one; undefined where there is nothing to come. */
  async find(id: string, cursor: string | undefined, visit: Visit): Promise<RunStart | undefined> {
    const threadId = await this.#directory.find(id, visit);
    // An id that a client has made up and not used yet.
    if (threadId === undefined) return undefined;
    const start = cursor === undefined ? undefined : this.#behind(cursor, threadId, visit);
    if (start) {
      const { engine, runs, store } = this.#adapter;
      const { size, isOpen, isAbandoned } = await store.log.state(start.id);
      if (size > 0 && !isAbandoned) return isOpen || start.from < size ? start : undefined;
      const isHeld = runs.get(threadId) !== undefined;
      // What comes behind this place cannot be told apart any more; the thread itself has all of it.
      if (engine.followsLoosely && !isHeld) return undefined;
      if (isAbandoned && !isHeld) {
        await this.#goOn(start.id, await engine.readThread(threadId, visit.request), visit);
        return start;
      }
    }
    const active = await this.#active(threadId, visit);
    return !start || !active ? active : active.id === start.id ? start : undefined;
  }

  /** Ends the run that is active, or only the given one. That there is none, any more, is fine. */
  async stop(id: string, runId: string | undefined, visit: Visit): Promise<void> {
    const { engine, runs } = this.#adapter;
    const threadId = await this.#directory.require(id, visit);
    const wanted = runId && visit.names.openRun(runId, threadId);
    if (runId !== undefined && wanted === undefined) throw new AssistantError('not_found');
    const held = runs.get(threadId);
    if (held) {
      if (runId === undefined || held.id === undefined || held.id === runId) held.stop();
      return;
    }
    // Somebody who stops and leaves has stopped all the same.
    const context = visit.engine(AbortSignal.timeout(patienceMs));
    const thread = await engine.readThread(threadId, context);
    const { activeRun } = thread;
    if (!activeRun || (wanted !== undefined && wanted !== activeRun.id)) return;
    await engine.cancel(thread, context);
    const active = visit.names.run(activeRun.id, threadId);
    // Who reads it elsewhere sees it end at once; and a service may not know of the run at all.
    await runs.endElsewhere(threadId, active, cancelledEnding(active), 'stopped');
  }

  async #active(threadId: string, visit: Visit): Promise<RunStart | undefined> {
    const { engine, runs, store } = this.#adapter;
    const held = runs.get(threadId);
    // A run that fails before its first word has nothing to be read.
    if (held) return held.started.then(({ id }) => ({ id, from: 0 })).catch(() => undefined);
    const elsewhere = await runs.activeId(threadId);
    if (elsewhere && (await store.log.state(elsewhere)).isOpen) return { id: elsewhere, from: 0 };
    if (!engine.capabilities.resume) return undefined;
    const thread = await engine.readThread(threadId, visit.request);
    const { activeRun } = thread;
    if (!activeRun || activeRun.status === 'requires_action') return undefined;
    const runId = visit.names.run(activeRun.id, threadId);
    await this.#goOn(runId, thread, visit);
    return { id: runId, from: 0 };
  }

  /** Reads a run on that no process writes any more. One that no service knows either ends here, where others have begun to read it. */
  async #goOn(runId: string, thread: ThreadRecord, visit: Visit): Promise<void> {
    const { runs, store } = this.#adapter;
    try {
      await this.#turns.follow(thread, visit.names.openRun(runId, thread.id) ?? '', visit);
    } catch (error) {
      const { code } = toAssistantError(error);
      const isKnown = code !== 'not_found' && code !== 'not_supported';
      if (isKnown || !(await store.log.state(runId)).isAbandoned) throw error;
      await runs.endElsewhere(thread.id, runId, failedEnding(runId, new AssistantError('service_cut')), 'lost');
    }
  }

  #behind(cursor: string, threadId: string, visit: Visit): RunStart {
    const dot = cursor.lastIndexOf('.');
    const id = cursor.slice(0, dot);
    const position = Number(cursor.slice(dot + 1));
    if (visit.names.openRun(id, threadId) === undefined || !/^\d{1,15}$/.test(cursor.slice(dot + 1))) {
      throw new AssistantError('not_found');
    }
    return { id, from: position + 1 };
  }
}
