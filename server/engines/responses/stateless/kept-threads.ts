import type { ThreadRequest } from '../../../../protocol/index.ts';
import { AssistantError } from '../../../assistant-error.ts';
import { InTurn } from '../../../in-turn.ts';
import { holderOf } from '../../../runs/lease.ts';
import { runIdOf } from '../../ids/run-id.ts';
import { settle } from '../clean-up.ts';
import { replyNoteItem } from '../reply-note.ts';
import { parseFacts, withRequest, type RunFacts, type ThreadFacts } from '../thread-facts.ts';
import {
  runRecord,
  threadRecord,
  type KeepContext,
  type ResponsesThread,
  type ThreadKeeper,
} from '../thread-keeper.ts';
import type { KeptItems } from './kept-items.ts';

const prefix = 'kept_';
/** A run that has just been noted may not have told its name yet. */
const namingMs = 5000;

interface KeptThread {
  /** Milliseconds since the epoch. */
  createdAt: number;
  facts: ThreadFacts;
}

/** True for threads that the adapter keeps, by their id: it stays so whatever the service learns. */
export function isKept(threadId: string): boolean {
  return threadId.startsWith(prefix);
}

/** Threads that the adapter keeps, in its store. */
export class KeptThreads implements ThreadKeeper {
  readonly #items: KeptItems;
  readonly #changes = new InTurn();

  constructor(items: KeptItems) {
    this.#items = items;
  }

  async create(request: ThreadRequest, context: KeepContext): Promise<ResponsesThread> {
    const now = Date.now();
    const id = `${prefix}${crypto.randomUUID().replaceAll('-', '')}`;
    const facts = withRequest({ ...parseFacts({}), updatedAt: now }, request);
    await this.#write(id, { createdAt: now, facts }, context);
    return threadRecord(id, now, facts, null);
  }

  async read(threadId: string, context: KeepContext): Promise<ResponsesThread> {
    const { createdAt, facts } = await this.#read(threadId, context);
    const { run } = facts;
    if (!run || run.state === 'over') return threadRecord(threadId, createdAt, facts, null);
    if (run.state === 'waiting') {
      return threadRecord(threadId, createdAt, facts, runRecord(run, 'requires_action'));
    }
    if (await this.#isAlive(threadId, facts, run, context)) {
      return threadRecord(threadId, createdAt, facts, runRecord(run, 'in_progress'));
    }
    return this.#bury(threadRecord(threadId, createdAt, facts, null), run, context);
  }

  async facts(threadId: string, context: KeepContext): Promise<ThreadFacts> {
    return (await this.#read(threadId, context)).facts;
  }

  change(
    thread: ResponsesThread,
    change: (facts: ThreadFacts) => ThreadFacts | Promise<ThreadFacts>,
    context: KeepContext,
  ): Promise<void> {
    return this.#changes.run(thread.id, async () => {
      const { createdAt, facts: older } = await this.#read(thread.id, context);
      const facts = { ...(await change(older)), updatedAt: Date.now() };
      await this.#write(thread.id, { createdAt, facts }, context);
      Object.assign(thread, { facts, title: facts.title, metadata: facts.metadata, updatedAt: facts.updatedAt });
    });
  }

  /** What was said goes with its files, which it names. */
  delete({ id }: ResponsesThread, { store }: KeepContext): Promise<void> {
    return store.release(keyOf(id));
  }

  /** Somebody holds the thread for this run. */
  async #isAlive(threadId: string, { updatedAt }: ThreadFacts, run: RunFacts, context: KeepContext): Promise<boolean> {
    const holder = await holderOf(threadId, context.store);
    if (holder === 'nameless') return Date.now() - updatedAt < namingMs;
    return holder !== undefined && context.names.openRun(holder.runId, threadId) === runIdOf(run.first);
  }

  /** A run whose process has died cannot be read anywhere any more; whoever looks next finds it failed. */
  async #bury(thread: ResponsesThread, run: RunFacts, context: KeepContext): Promise<ResponsesThread> {
    const key = `${keyOf(thread.id)}:bury:${run.first}`;
    const token = crypto.randomUUID();
    // Two who look at the same time must not both write it down.
    if ((await context.store.claim(key, token, 60_000)) === token) {
      await settle({ items: this.#items }, thread.id, run.questionId, context);
      const note = replyNoteItem({ runId: runIdOf(run.first), status: 'failed', files: [] });
      await this.#items.add(thread.id, [note], context);
      await this.change(thread, (facts) => ({ ...facts, run: { ...run, state: 'over' } }), context);
    }
    return thread;
  }

  async #read(threadId: string, { store }: KeepContext): Promise<KeptThread> {
    const text = await store.get(keyOf(threadId));
    if (text === undefined) throw new AssistantError('not_found');
    return JSON.parse(text) as KeptThread;
  }

  #write(threadId: string, thread: KeptThread, { store }: KeepContext): Promise<void> {
    return store.bind(keyOf(threadId), JSON.stringify(thread));
  }
}

function keyOf(threadId: string): string {
  return `responses:${threadId}`;
}
