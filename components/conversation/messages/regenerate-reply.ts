import { chatRequest } from '../transport/chat-request.ts';
import type { ConversationParts, Exchange } from './exchange.ts';
import { postChat } from '../transport/post-chat.ts';

/** Has a reply written anew, the last one if none is named; what came after it goes. Refused, everything is as before. */
export async function regenerateReply(parts: ConversationParts, exchange: Exchange, messageId?: string): Promise<void> {
  const { backend, state, chatId } = parts;
  const before = state.snapshot.messages;
  const index = messageId === undefined ? before.length - 1 : before.findIndex(({ id }) => id === messageId);
  const target = before[index];
  if (exchange.isBusy || !target) return;
  const isReply = target.role === 'assistant';
  // The person's message that is answered stays.
  const messages = before.slice(0, isReply ? index : index + 1);
  await exchange.perform({
    open: (turn) => {
      state.update({ messages });
      const request = chatRequest({
        id: chatId(),
        messages,
        trigger: 'regenerate-message',
        messageId: isReply ? target.id : undefined,
        keepsHistory: backend.isOurs,
      });
      return postChat(parts, request, turn);
    },
    undo: () => {
      if (state.snapshot.messages === messages) state.update({ messages: before });
    },
    tryAgain: () => regenerateReply(parts, exchange, messageId),
  });
}
