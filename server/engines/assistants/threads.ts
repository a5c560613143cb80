import type OpenAI from 'openai';
import type { Run } from 'openai/resources/beta/threads/runs/runs';
import type { Thread } from 'openai/resources/beta/threads/threads';
import type { RunStatus, ThreadRequest } from '../../../protocol/index.ts';
import type { EngineContext, RunRecord, ThreadRecord } from '../../engine.ts';
import { InTurn } from '../../in-turn.ts';
import { replyId } from '../ids/reply-id.ts';
import { runIdOf } from '../ids/run-id.ts';
import { pause } from '../upstream/pause.ts';
import { fromUpstream, rejectUpstream } from '../upstream/upstream-error.ts';

/** A thread of the service, with its newest run and the files that its tools may use. */
export interface AssistantsThread extends ThreadRecord {
  run: Run | null;
  resources: NonNullable<Thread['tool_resources']>;
}

const patienceMs = 30_000;

/** Threads, with title and facts of the client in their metadata. */
export class Threads {
  readonly #client: OpenAI;
  /** A thread is written whole. */
  readonly #changes = new InTurn();

  constructor(client: OpenAI) {
    this.#client = client;
  }

  async create(request: ThreadRequest, signal: AbortSignal): Promise<AssistantsThread> {
    const metadata = metadataOf({ title: null, metadata: {} }, request);
    const thread = await this.#client.beta.threads
      .create({ metadata }, { signal, maxRetries: 0 })
      .catch(rejectUpstream);
    return record(thread, null);
  }

  async read(threadId: string, signal: AbortSignal): Promise<AssistantsThread> {
    const { threads } = this.#client.beta;
    const [thread, runs] = await Promise.all([
      threads.retrieve(threadId, { signal }),
      threads.runs.list(threadId, { limit: 1, order: 'desc' }, { signal }),
    ]).catch(rejectUpstream);
    return record(thread, runs.data[0] ?? null);
  }

  /** What the thread's tools may use, now. */
  async resources(threadId: string, signal: AbortSignal): Promise<AssistantsThread['resources']> {
    const thread = await this.#client.beta.threads.retrieve(threadId, { signal }).catch(rejectUpstream);
    return thread.tool_resources ?? {};
  }

  rename(thread: AssistantsThread, request: ThreadRequest, signal: AbortSignal): Promise<void> {
    return this.#changes.run(thread.id, async () => {
      const now = await this.#client.beta.threads.retrieve(thread.id, { signal }).catch(rejectUpstream);
      const metadata = metadataOf(record(now, null), request);
      const changed = await this.#client.beta.threads.update(thread.id, { metadata }, { signal }).catch(rejectUpstream);
      Object.assign(thread, { ...record(changed, thread.run), activeRun: thread.activeRun });
    });
  }

  /** Changes what the thread's tools may use, from what it is now, and brings the given record up to date. */
  changeResources(
    thread: AssistantsThread,
    change: (resources: AssistantsThread['resources']) => Promise<AssistantsThread['resources']>,
    signal: AbortSignal,
  ): Promise<void> {
    return this.#changes.run(thread.id, async () => {
      const tool_resources = await change(await this.resources(thread.id, signal));
      await this.#client.beta.threads.update(thread.id, { tool_resources }, { signal }).catch(rejectUpstream);
      thread.resources = tool_resources;
    });
  }

  /** Cancels a run, and waits until the thread is free again. */
  async cancel(threadId: string, runId: string): Promise<void> {
    const signal = AbortSignal.timeout(patienceMs);
    const { runs } = this.#client.beta.threads;
    let run: Run;
    try {
      run = await runs.cancel(runId, { thread_id: threadId }, { signal });
    } catch (error) {
      // It has ended by itself.
      if (fromUpstream(error).code === 'service_refused') return;
      rejectUpstream(error);
    }
    for (let wait = 50; isActive(run) && !signal.aborted; wait = Math.min(2 * wait, 1000)) {
      await pause(wait, signal);
      run = await runs.retrieve(runId, { thread_id: threadId }, { signal }).catch(rejectUpstream);
    }
  }

  async delete(threadId: string, { signal }: EngineContext): Promise<void> {
    await this.#client.beta.threads.delete(threadId, { signal }).catch(rejectUpstream);
  }
}

/** True while something is to come of a run. */
export function isActive({ status }: Run): boolean {
  return status === 'queued' || status === 'in_progress' || status === 'requires_action' || status === 'cancelling';
}

/** The user's message that a run answers; undefined for runs that others have begun. */
export function questionIdOf(run: Run): string | undefined {
  return metadataIn(run)['question'];
}

export function metadataIn({ metadata }: { metadata: unknown }): Record<string, string> {
  return (metadata ?? {}) as Record<string, string>;
}

function record(thread: Thread, run: Run | null): AssistantsThread {
  const metadata = metadataIn(thread);
  const createdAt = thread.created_at * 1000;
  const own = Object.entries(metadata).filter(([key]) => key.startsWith('user.'));
  return {
    id: thread.id,
    title: metadata['title'] || null,
    createdAt,
    updatedAt: Math.max(createdAt, Number(metadata['updated']) || 0, (run?.created_at ?? 0) * 1000),
    metadata: Object.fromEntries(own.map(([key, value]) => [key.slice('user.'.length), value])),
    activeRun: run && isActive(run) ? runRecord(run) : null,
    run,
    resources: thread.tool_resources ?? {},
  };
}

function runRecord(run: Run): RunRecord {
  const status = (run.status === 'cancelling' ? 'in_progress' : run.status) as RunStatus;
  return { id: runIdOf(run.id), status, messageId: replyId(questionIdOf(run) ?? run.id) };
}

function metadataOf(before: Pick<ThreadRecord, 'title' | 'metadata'>, request: ThreadRequest): Record<string, string> {
  const title = request.title === undefined ? before.title : request.title;
  const own = Object.entries(request.metadata ?? before.metadata).map(([key, value]) => [`user.${key}`, value]);
  return { updated: String(Date.now()), ...(title ? { title } : {}), ...Object.fromEntries(own) };
}
