import type { EngineContext } from '../../../engine.ts';
import { runIdOf } from '../../ids/run-id.ts';
import { settle } from '../clean-up.ts';
import { openQuestions } from '../conversation-item.ts';
import { itemsAfter } from '../item-keeper.ts';
import { replyNoteItem } from '../reply-note.ts';
import type { Services } from '../services.ts';
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
  if (!open.some((question) => question.kind === 'function' && services.isServerFunction(question.name))) return;
  if (Date.now() - updatedAt < callingMs) {
    thread.activeRun = { ...runRecord(run, 'in_progress'), mayBeDead: true };
    return;
  }
  await settle(services, thread.id, run.questionId, context);
  await services.items.add(
    thread.id,
    [replyNoteItem({ runId: runIdOf(run.first), status: 'failed', files: [] })],
    context,
  );
  await services.threads.change(thread, (facts) => ({ ...facts, run: { ...run, state: 'over' } }), context);
}
