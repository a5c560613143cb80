import type OpenAI from 'openai';
import type { Conversation } from 'openai/resources/conversations/conversations';
import type { RunStatus, ThreadRequest } from '../../../protocol/index.ts';
import { AssistantError } from '../../assistant-error.ts';
import type { RunRecord, ThreadRecord } from '../../engine.ts';
import { replyId } from '../ids/reply-id.ts';
import { runIdOf } from '../ids/run-id.ts';
import { formatFacts, parseFacts, withRequest, type RunFacts, type ThreadFacts } from './thread-facts.ts';
import { fromUpstream, rejectUpstream } from '../upstream/upstream-error.ts';

/** A conversation of the service, with the facts that ride in its metadata. */
export interface ResponsesThread extends ThreadRecord {
  facts: ThreadFacts;
}

/** Threads as conversations. */
export class Threads {
  readonly #client: OpenAI;
  /** The end of the newest change of each thread that is being changed: metadata is written whole, so one after the other. */
  readonly #changes = new Map<string, Promise<unknown>>();

  constructor(client: OpenAI) {
    this.#client = client;
  }

  async create(request: ThreadRequest, signal: AbortSignal): Promise<ResponsesThread> {
    const facts = withRequest({ ...parseFacts({}), updatedAt: Date.now() }, request);
    const metadata = formatFacts(facts, parseFacts({})) ?? {};
    const conversation = await this.#client.conversations.create({ metadata }, { signal }).catch(rejectUpstream);
    return record(conversation, facts, null);
  }

  async read(threadId: string, signal: AbortSignal): Promise<ResponsesThread> {
    const conversation = await this.#client.conversations.retrieve(threadId, { signal }).catch(rejectUpstream);
    const facts = parseFacts(conversation.metadata);
    return record(conversation, facts, await this.#activeRun(facts.run, signal));
  }

  /** The facts alone, without a look at what runs. */
  async facts(threadId: string, signal: AbortSignal): Promise<ThreadFacts> {
    const { metadata } = await this.#client.conversations.retrieve(threadId, { signal }).catch(rejectUpstream);
    return parseFacts(metadata);
  }

  /**
   * Changes a thread's facts, from what they are now, and brings the given record up to date.
   * @throws {AssistantError} `thread_full` when the files do not fit
   */
  change(
    thread: ResponsesThread,
    change: (facts: ThreadFacts) => ThreadFacts | Promise<ThreadFacts>,
    signal: AbortSignal,
  ): Promise<void> {
    const apply = async () => {
      const older = await this.facts(thread.id, signal);
      const facts = { ...(await change(older)), updatedAt: Date.now() };
      const metadata = formatFacts(facts, older);
      if (!metadata) throw new AssistantError('thread_full');
      await this.#client.conversations.update(thread.id, { metadata }, { signal }).catch(rejectUpstream);
      Object.assign(thread, { facts, title: facts.title, metadata: facts.metadata, updatedAt: facts.updatedAt });
    };
    const before = this.#changes.get(thread.id) ?? Promise.resolve();
    const after = before.then(apply, apply);
    this.#changes.set(thread.id, after);
    const forget = () => {
      if (this.#changes.get(thread.id) === after) this.#changes.delete(thread.id);
    };
    after.then(forget, forget);
    return after;
  }

  async delete(thread: ResponsesThread, signal: AbortSignal): Promise<void> {
    await this.#client.conversations.delete(thread.id, { signal }).catch(rejectUpstream);
  }

  /** A run that is said to be active may have ended while nobody looked. */
  async #activeRun(run: RunFacts | null, signal: AbortSignal): Promise<RunRecord | null> {
    if (!run || run.state === 'over') return null;
    if (run.state === 'waiting') return runRecord(run, 'requires_action');
    const response = await this.#client.responses.retrieve(run.latest, {}, { signal }).catch((error: unknown) => {
      const upstream = fromUpstream(error);
      if (upstream.code === 'not_found') return undefined;
      throw upstream;
    });
    const { status } = response ?? {};
    return status === 'queued' || status === 'in_progress' ? runRecord(run, status) : null;
  }
}

function runRecord({ first, questionId }: RunFacts, status: RunStatus): RunRecord {
  return { id: runIdOf(first), status, messageId: replyId(questionId) };
}

function record({ id, created_at }: Conversation, facts: ThreadFacts, activeRun: RunRecord | null): ResponsesThread {
  const createdAt = created_at * 1000;
  const { title, updatedAt, metadata } = facts;
  return { id, title, createdAt, updatedAt: updatedAt || createdAt, metadata, activeRun, facts };
}
