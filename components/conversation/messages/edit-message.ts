import type { FilePart } from '../../../protocol/index.ts';
import { chatRequest } from '../transport/chat-request.ts';
import { SentEvent } from '../conversation-events.ts';
import { createId } from '../create-id.ts';
import type { ConversationParts, Exchange } from './exchange.ts';
import { postChat } from '../transport/post-chat.ts';
import { userMessage } from './user-message.ts';

/**
 * Puts a changed message in the place of an earlier one of the person; what came after it goes. Refused, everything is as
 * before, and `retry` tries the same text again.
 */
export async function editMessage(
  parts: ConversationParts,
  exchange: Exchange,
  messageId: string,
  text: string,
): Promise<void> {
  const { backend, state, dispatch, chatId } = parts;
  const before = state.snapshot.messages;
  const index = before.findIndex(({ id, role }) => id === messageId && role === 'user');
  const files = before[index]?.parts.filter((part): part is FilePart => part.type === 'file') ?? [];
  if (exchange.isBusy || index < 0 || (text.trim() === '' && files.length === 0)) return;
  const keepsHistory = backend.isOurs;
  // Our adapter takes the same id for the same turn; the AI SDK's clients keep the id.
  const message = keepsHistory
    ? userMessage(createId('message-'), text, files, Date.now())
    : userMessage(messageId, text, files);
  const messages = [...before.slice(0, index), message];
  const request = chatRequest({ id: chatId(), messages, trigger: 'submit-message', messageId, keepsHistory });
  await exchange.perform({
    open: (turn) => {
      state.update({ messages });
      return postChat(parts, request, turn);
    },
    repeat: (turn) => (keepsHistory ? postChat(parts, request, turn) : undefined),
    onAccepted: () => dispatch(new SentEvent(message)),
    undo: () => {
      if (state.snapshot.messages === messages) state.update({ messages: before });
    },
    tryAgain: () => editMessage(parts, exchange, messageId, text),
  });
}
