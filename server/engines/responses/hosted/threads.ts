import type OpenAI from 'openai';
import type { Conversation } from 'openai/resources/conversations/conversations';
import type { ThreadRequest } from '../../../../protocol/index.ts';
import { AssistantError } from '../../../assistant-error.ts';
import type { RunRecord } from '../../../engine.ts';
import { InTurn } from '../../../in-turn.ts';
import { fromUpstream, rejectUpstream } from '../../upstream/upstream-error.ts';
import { formatFacts, parseFacts, withRequest, type RunFacts, type ThreadFacts } from '../thread-facts.ts';
import {
  runRecord,
  threadRecord,
  type KeepContext,
  type ResponsesThread,
  type ThreadKeeper,
} from '../thread-keeper.ts';

/** Threads as conversations of the service, their facts in the metadata. */
export class Threads implements ThreadKeeper {
  readonly #client: OpenAI;
  /** Metadata is written whole. */
  readonly #changes = new InTurn();

  constructor(client: OpenAI) {
    this.#client = client;
  }

  async create(request: ThreadRequest, { signal }: KeepContext): Promise<ResponsesThread> {
    const facts = withRequest({ ...parseFacts({}), updatedAt: Date.now() }, request);
    const metadata = formatFacts(facts, parseFacts({})) ?? {};
    const conversation = await this.#client.conversations.create({ metadata }, { signal }).catch(rejectUpstream);
    return recordOf(conversation, facts, null);
  }

  async read(threadId: string, { signal }: KeepContext): Promise<ResponsesThread> {
    const conversation = await this.#client.conversations.retrieve(threadId, { signal }).catch(rejectUpstream);
    const facts = parseFacts(conversation.metadata);
    return recordOf(conversation, facts, await this.#activeRun(facts.run, signal));
  }

  async facts(threadId: string, { signal }: KeepContext): Promise<ThreadFacts> {
    const { metadata } = await this.#client.conversations.retrieve(threadId, { signal }).catch(rejectUpstream);
    return parseFacts(metadata);
  }

  change(
    thread: ResponsesThread,
    change: (facts: ThreadFacts) => ThreadFacts | Promise<ThreadFacts>,
    context: KeepContext,
  ): Promise<void> {
    return this.#changes.run(thread.id, async () => {
      const older = await this.facts(thread.id, context);
      await this.#write(thread, older, await change(older), context);
    });
  }

  /** On every message, so without another look at what was there. */
  noteTurn(thread: ResponsesThread, turn: string, context: KeepContext): Promise<void> {
    return this.#changes.run(thread.id, () => {
      return this.#write(thread, thread.facts, { ...thread.facts, turn }, context);
    });
  }

  async delete(thread: ResponsesThread, { signal }: KeepContext): Promise<void> {
    await this.#client.conversations.delete(thread.id, { signal }).catch(rejectUpstream);
  }

  async #write(
    thread: ResponsesThread,
    older: ThreadFacts,
    newer: ThreadFacts,
    { signal }: KeepContext,
  ): Promise<void> {
    const facts = { ...newer, updatedAt: Date.now() };
    const metadata = formatFacts(facts, older);
    if (!metadata) throw new AssistantError('thread_full');
    await this.#client.conversations.update(thread.id, { metadata }, { signal }).catch(rejectUpstream);
    Object.assign(thread, { facts, title: facts.title, metadata: facts.metadata, updatedAt: facts.updatedAt });
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

function recordOf({ id, created_at }: Conversation, facts: ThreadFacts, activeRun: RunRecord | null): ResponsesThread {
  return threadRecord(id, created_at * 1000, facts, activeRun);
}
