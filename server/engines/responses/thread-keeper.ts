import type { RunStatus, ThreadRequest } from '../../../protocol/index.ts';
import type { EngineContext, RunRecord, ThreadRecord } from '../../engine.ts';
import { replyId } from '../ids/reply-id.ts';
import { runIdOf } from '../ids/run-id.ts';
import type { RunFacts, ThreadFacts } from './thread-facts.ts';

export type KeepContext = Pick<EngineContext, 'signal' | 'store' | 'files' | 'names'>;

/** A thread, wherever it is kept, with the facts that go with it. */
export interface ResponsesThread extends ThreadRecord {
  facts: ThreadFacts;
}

/** Keeps threads: the service as its conversations, or the adapter itself. */
export interface ThreadKeeper {
  create(request: ThreadRequest, context: KeepContext): Promise<ResponsesThread>;
  read(threadId: string, context: KeepContext): Promise<ResponsesThread>;
  /** The facts alone, without a look at what runs. */
  facts(threadId: string, context: KeepContext): Promise<ThreadFacts>;
  /**
   * Changes a thread's facts, from what they are now, and brings the given record up to date.
   * @throws {AssistantError} `thread_full` when the files do not fit
   */
  change(
    thread: ResponsesThread,
    change: (facts: ThreadFacts) => ThreadFacts | Promise<ThreadFacts>,
    context: KeepContext,
  ): Promise<void>;
  /** Notes which turn is the newest of a thread that has just been read; left out where the store knows of turns anyway. */
  noteTurn?(thread: ResponsesThread, turn: string, context: KeepContext): Promise<void>;
  delete(thread: ResponsesThread, context: KeepContext): Promise<void>;
}

export function runRecord({ first, questionId }: RunFacts, status: RunStatus): RunRecord {
  return { id: runIdOf(first), status, messageId: replyId(questionId) };
}

export function threadRecord(
  id: string,
  createdAt: number,
  facts: ThreadFacts,
  activeRun: RunRecord | null,
): ResponsesThread {
  const { title, updatedAt, metadata } = facts;
  return { id, title, createdAt, updatedAt: updatedAt || createdAt, metadata, activeRun, facts };
}
