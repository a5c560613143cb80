import { asMessage, type ConversationItem } from './conversation-item.ts';
import { noteText, type ConversationMessage } from './question-items.ts';
import { readReplyNote } from './reply-note.ts';

/** The items of one message. */
export type ItemGroup = { /** Where the next page begins. */ lastItemId: string } & (
  | { kind: 'question'; question: ConversationMessage; note: string | undefined }
  | { kind: 'reply'; questionId: string; items: ConversationItem[] }
);

/** @param after the item before the first one, where there is one: a page may begin with the reply to it */
export async function* groupAscending(
  items: AsyncIterable<ConversationItem>,
  after: string | undefined,
): AsyncGenerator<ItemGroup, void, void> {
  let questionId = after;
  let note: string | undefined;
  let reply: ConversationItem[] = [];
  for await (const item of items) {
    const message = asMessage(item);
    const found = message && noteText(message);
    if (message?.role !== 'user' && found === undefined) {
      if (isShown(item)) reply.push(item);
      continue;
    }
    yield* replyGroup(reply, questionId, reply.at(-1));
    reply = [];
    note = found ?? note;
    if (message?.role !== 'user') continue;
    yield { kind: 'question', question: message, note, lastItemId: message.id };
    questionId = message.id;
    note = undefined;
  }
  yield* replyGroup(reply, questionId, reply.at(-1));
}

export async function* groupDescending(items: AsyncIterable<ConversationItem>): AsyncGenerator<ItemGroup, void, void> {
  let reply: ConversationItem[] = [];
  /** A question whose note, if it has one, is the next item. */
  let question: ConversationMessage | undefined;
  for await (const item of items) {
    const message = asMessage(item);
    if (question) {
      const note = message && noteText(message);
      yield { kind: 'question', question, note, lastItemId: question.id };
      question = undefined;
      if (note !== undefined) continue;
    }
    if (message?.role === 'user') {
      yield* replyGroup(reply, message.id, reply[0]);
      reply = [];
      question = message;
    } else if (isShown(item)) reply.unshift(item);
  }
  if (question) yield { kind: 'question', question, note: undefined, lastItemId: question.id };
  yield* replyGroup(reply, undefined, reply[0]);
}

function* replyGroup(
  items: ConversationItem[],
  questionId: string | undefined,
  last: ConversationItem | undefined,
): Generator<ItemGroup> {
  if (items.length === 0) return;
  // A reply to nobody, which a host has put there, is named after its own first item.
  yield { kind: 'reply', items, questionId: questionId ?? items[0]?.id ?? '', lastItemId: last?.id ?? '' };
}

/** What the host says to the model is not part of the page's conversation, but for what it has noted of the reply. */
function isShown(item: ConversationItem): boolean {
  const message = asMessage(item);
  return !message || message.role === 'assistant' || readReplyNote(message) !== undefined;
}
