import type { ResponseInputItem } from 'openai/resources/responses/responses';
import { asMessage, openQuestions, type ConversationItem } from './conversation-item.ts';
import { writeError } from '../parts/tool-output.ts';
import { cancelResponse } from './hosted/cancel-response.ts';
import { itemsAfter } from './item-keeper.ts';
import { isReplyNote, replyNoteItem, type ReplyNote } from './reply-note.ts';
import type { DriverOptions } from './run-driver.ts';
import type { Services } from './services.ts';
import type { KeepContext } from './thread-keeper.ts';

/** `waiting`: noted already; `broken`: by an error; `cancelled`: by a person. Either way the service forgets what the last response has said. */
export type Ending = 'over' | 'waiting' | 'cancelled' | 'broken';

const patienceMs = 30_000;

/** Leaves the thread as the next message needs it: nothing said is lost, nothing asked is open, nothing runs. */
export async function cleanUp(options: DriverOptions, ending: Ending, partialText: string): Promise<void> {
  const { services, thread, questionId, source, mapper } = options;
  if (mapper.runId === undefined) return;
  if (ending === 'waiting') return;
  const note = noteOf(options, ending);
  if (ending === 'over' && !note) {
    await source.end('over');
    return;
  }
  if (ending === 'broken' && !mapper.outcome && source.responseId !== undefined) {
    // It may be running still, and would hold the conversation locked.
    await cancelResponse(services, source.responseId).catch(() => undefined);
  }
  try {
    const patient = { ...options.context, signal: AbortSignal.timeout(patienceMs) };
    const items = await itemsAfter(services.items, thread.id, questionId, patient);
    const additions = ending === 'over' ? [] : closingAnswers(items);
    if (ending !== 'over' && !services.keepsPartial) additions.push(...partialAnswer(items, partialText));
    // Another instance may have followed the same run to its end.
    if (note && !items.some(isReplyNote)) additions.push(replyNoteItem(note));
    if (additions.length > 0) await services.items.add(thread.id, additions, patient);
  } finally {
    await source.end('over');
  }
}

/** What history could not tell of the reply by itself. */
function noteOf({ mapper, context, thread }: DriverOptions, ending: Ending): ReplyNote | undefined {
  const { outcome, written: files, runId = '' } = mapper;
  const status = ending === 'over' ? (outcome?.status ?? 'completed') : ending === 'cancelled' ? 'cancelled' : 'failed';
  if (status === 'completed' && files.length === 0) return undefined;
  const reason = ending === 'over' ? outcome?.reason : undefined;
  const id = context.names.openRun(runId, thread.id) ?? '';
  return { runId: id, status, files, ...(reason ? { incompleteReason: reason } : {}) };
}

/** Answers the functions that nobody will answer any more: the service refuses to go on with an open one. */
export async function settle(
  { items }: Pick<Services, 'items'>,
  threadId: string,
  questionId: string,
  context: KeepContext,
): Promise<void> {
  const answers = closingAnswers(await itemsAfter(items, threadId, questionId, context));
  if (answers.length > 0) await items.add(threadId, answers, context);
}

function closingAnswers(items: readonly ConversationItem[]): ResponseInputItem[] {
  const output = writeError('The user went on without an answer.');
  const open = openQuestions(items, (call) => call);
  return open.flatMap((question): ResponseInputItem[] => {
    return question.kind === 'function' ? [{ type: 'function_call_output', call_id: question.callId, output }] : [];
  });
}

/** What was read stays in the thread, unless the service has kept it. */
function partialAnswer(items: readonly ConversationItem[], text: string): ResponseInputItem[] {
  const newest = items.at(-1);
  if (text.trim() === '' || (newest && asMessage(newest)?.role === 'assistant')) return [];
  return [{ type: 'message', role: 'assistant', content: text }];
}
