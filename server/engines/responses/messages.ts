import type { Chunk, Page } from '../../../protocol/index.ts';
import { AssistantError } from '../../assistant-error.ts';
import type { KeptMessage, MessageCut, MessageQuery } from '../../engine.ts';
import { asAnswer, asMessage, asOutput, type ConversationItem } from './conversation-item.ts';
import type { ItemKeeper } from './item-keeper.ts';
import type { CommonServices } from './services.ts';
import type { KeepContext } from './thread-keeper.ts';
import { groupAscending, groupDescending, type ItemGroup } from './item-groups.ts';
import { MessageMapper } from './map/message-mapper.ts';
import { questionOf, replyId } from '../ids/reply-id.ts';
import { noteText, questionMessage } from './question-items.ts';
import { readReplyNote } from './reply-note.ts';

export type HistoryContext = KeepContext & Pick<CommonServices, 'isServerFunction' | 'questionOf'>;

/** A page of a thread's messages, out of the conversation's items. */
export async function listMessages(
  items: ItemKeeper,
  threadId: string,
  { limit, after, order }: MessageQuery,
  context: HistoryContext,
): Promise<Page<KeptMessage>> {
  const listed = items.list(threadId, { order, ...(after === undefined ? {} : { after }) }, context);
  const groups = order === 'asc' ? groupAscending(listed, after) : groupDescending(listed);
  const data: KeptMessage[] = [];
  let last: string | null = null;
  for await (const group of groups) {
    if (data.length === limit) return { data, hasMore: true, after: last };
    data.push(messageOf(group, threadId, context));
    last = group.lastItemId;
  }
  return { data, hasMore: false, after: last };
}

/** Removes the messages of the cut; returns the question that is left as the newest, where it is to be answered again. */
export async function deleteMessages(
  items: ItemKeeper,
  threadId: string,
  { messageId, keepQuestion }: MessageCut,
  context: KeepContext,
): Promise<string | undefined> {
  const repliedTo = messageId === undefined ? undefined : questionOf(messageId);
  const wanted = repliedTo ?? messageId;
  const sparesQuestion = keepQuestion || repliedTo !== undefined;
  const doomed: string[] = [];
  let question: string | undefined;
  for await (const item of items.list(threadId, { order: 'desc' }, context)) {
    const message = asMessage(item);
    if (question !== undefined) {
      if (!sparesQuestion && message && noteText(message) !== undefined) doomed.push(message.id);
      break;
    }
    const isQuestion = message?.role === 'user' && (wanted === undefined || wanted === message.id);
    if (isQuestion) question = message.id;
    if (!isQuestion || !sparesQuestion) doomed.push(item.id ?? '');
  }
  if (question === undefined) throw new AssistantError('not_found');
  await items.remove(threadId, doomed, context);
  return sparesQuestion ? question : undefined;
}

function messageOf(group: ItemGroup, threadId: string, context: HistoryContext): KeptMessage {
  const { names } = context;
  if (group.kind === 'question') {
    return { message: questionMessage(group.question, group.note, names, threadId), chunks: [] };
  }
  const { questionId } = group;
  const metadata = { threadId: names.thread(threadId), replyTo: questionId };
  const { isServerFunction, questionOf } = context;
  const mapper = new MessageMapper({ names, threadId, questionId, isServerFunction, questionOf });
  return {
    message: { id: replyId(questionId), role: 'assistant', metadata, parts: [] },
    chunks: [...replyChunks(group.items, mapper)],
  };
}

/** The chunks of a reply's items. Answers to the model end a step: what comes after them is another response. */
export function* replyChunks(items: readonly ConversationItem[], mapper: MessageMapper): Generator<Chunk> {
  let isOpen = false;
  for (const item of items) {
    const message = asMessage(item);
    const note = message && readReplyNote(message);
    if (note) {
      yield* mapper.mapNote(note);
      continue;
    }
    const answer = asAnswer(item);
    if (answer) {
      yield* mapper.mapAnswer(answer);
      if (isOpen) yield { type: 'finish-step' };
      isOpen = false;
      continue;
    }
    if (!isOpen) yield { type: 'start-step' };
    isOpen = true;
    yield* mapper.mapItem(asOutput(item));
  }
  if (isOpen) yield { type: 'finish-step' };
}
