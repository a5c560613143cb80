import type { Adapter } from '../adapter.ts';
import { AssistantError } from '../assistant-error.ts';
import type { ThreadDirectory } from '../thread-directory.ts';
import type { Visit } from '../access/visit.ts';
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
      const { size, isOpen } = await this.#adapter.store.log.state(start.id);
      if (size > 0) return isOpen || start.from < size ? start : undefined;
      // What comes behind this place cannot be told apart any more; the thread itself has all of it.
      if (this.#adapter.engine.followsLoosely && !this.#adapter.runs.get(threadId)) return undefined;
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
    if (thread.activeRun && (wanted === undefined || wanted === thread.activeRun.id))
      await engine.cancel(thread, context);
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
    return this.#turns.follow(thread, activeRun.id, visit);
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
