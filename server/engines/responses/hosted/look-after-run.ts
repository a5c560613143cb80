import type { EngineContext } from '../../../engine.ts';
import { runIdOf } from '../../ids/run-id.ts';
import { settle } from '../clean-up.ts';
import { openQuestions, type ConversationItem } from '../conversation-item.ts';
import { itemsAfter } from '../item-keeper.ts';
import { isReplyNote, replyNoteItem } from '../reply-note.ts';
import type { Services } from '../services.ts';
import type { RunFacts } from '../thread-facts.ts';
import { findResponse } from '../whole-response.ts';
import { runRecord, type ResponsesThread } from '../thread-keeper.ts';

/** How long a process may take to call functions, while the service knows of nothing to do, before it counts as dead. */
const callingMs = 10 * 60_000;

/**
 * Finds out about a run that is noted as active while the service does nothing for it. Where functions of the server are open,
 * their process is calling them, or has died over it: whoever follows the run sees which; after a while it is noted as failed.
 */
export async function lookAfterRun(services: Services, thread: ResponsesThread, context: EngineContext): Promise<void> {
  const { run, updatedAt } = thread.facts;
  if (thread.activeRun || run?.state !== 'active') return;
  const items = await itemsAfter(services.items, thread.id, run.questionId, context);
  const open = openQuestions(items, (call) => call);
  if (!open.some((question) => question.kind === 'function' && services.isServerFunction(question.name))) {
    await noteEnding(services, thread, run, items, context);
    return;
  }
  if (Date.now() - updatedAt < callingMs) {
    thread.activeRun = { ...runRecord(run, 'in_progress'), mayBeDead: true };
    return;
  }
  await settle(services, thread.id, run.questionId, context);
  await services.items.add(thread.id, [noteOf(run, 'failed')], context);
  await services.threads.change(thread, (facts) => ({ ...facts, run: { ...run, state: 'over' } }), context);
}

/** What the process would have noted that has died, or is about to note: how a response ended that is not whole. */
async function noteEnding(
  { client, items }: Services,
  thread: ResponsesThread,
  run: RunFacts,
  said: readonly ConversationItem[],
  context: EngineContext,
): Promise<void> {
  if (!client || said.some((item) => isReplyNote(item))) return;
  const response = await findResponse(client, run.latest, context.signal);
  if (response?.status !== 'incomplete' && response?.status !== 'failed') return;
  await items.add(thread.id, [noteOf(run, response.status, response.incomplete_details?.reason)], context);
}

function noteOf(run: RunFacts, status: 'failed' | 'incomplete', incompleteReason?: string) {
  const reason = incompleteReason === undefined ? {} : { incompleteReason };
  return replyNoteItem({ runId: runIdOf(run.first), status, files: [], ...reason });
}
