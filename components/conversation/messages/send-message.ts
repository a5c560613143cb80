import { titleOf, type ChatRequest, type FilePart, type UIMessage } from '../../../protocol/index.ts';
import { chatRequest } from '../transport/chat-request.ts';
import { SentEvent } from '../conversation-events.ts';
import { createId } from '../create-id.ts';
import type { Departure, Draft } from '../threads/drafts.ts';
import type { ConversationParts, Exchange } from './exchange.ts';
import { filePart } from '../files/file-part.ts';
import { withoutMessage } from './message-list.ts';
import { postChat, untilAnswered } from '../transport/post-chat.ts';
import { abortable } from '../transport/retry-delay.ts';
import { clientError } from '../transport/transport-error.ts';
import { userMessage } from './user-message.ts';

/**
 * Sends what is in the draft, or a text of its own together with the draft's files. The message leaves when all files are
 * ready, and with the text as it then stands; until the assistant has accepted it, nothing is lost: a refused or withdrawn
 * message is in the draft again.
 */
export async function sendMessage(
  parts: ConversationParts,
  exchange: Exchange,
  draft: Draft,
  ownText?: string,
): Promise<void> {
  const { backend, state, dispatch, chatId, threadOf, loaded, reload } = parts;
  const text = (): string => ownText ?? draft.text;
  if (exchange.isBusy || (text().trim() === '' && draft.attachments.items.length === 0)) return;
  let departure: Departure | undefined;
  let message: UIMessage | undefined;
  let request: ChatRequest | undefined;
  await exchange.perform({
    open: async (turn) => {
      await abortable(Promise.all([loaded(), backend.load()]), turn.signal);
      if (text().length > state.snapshot.limits.maxTextLength) throw clientError('text_too_long', { retryable: false });
      const files = await readyFiles(parts, draft, turn.signal);
      if (state.snapshot.config?.threadsFirst) {
        // One that is made twice, because nobody has heard of the first, is one that stays empty.
        await untilAnswered(parts, turn, () => threadOf(draft, { title: titleOf(text()) }));
        turn.signal.throwIfAborted();
      }
      const { uncertain } = draft;
      departure = draft.depart(createId('message-'), text());
      // What was tried before may have arrived after all; then it stands before what is said instead.
      if (uncertain && uncertain.messageId !== departure.messageId && backend.isOurs) await reload({ follow: false });
      turn.signal.throwIfAborted();
      message = userMessage(departure.messageId, departure.text, files, backend.isOurs ? Date.now() : undefined);
      const messages = [...state.snapshot.messages, message];
      state.update({ messages, activity: null });
      const keepsHistory = backend.isOurs;
      request = chatRequest({ id: chatId(), messages, trigger: 'submit-message', keepsHistory });
      return postChat(parts, request, turn);
    },
    repeat: (turn) => (request && backend.isOurs ? postChat(parts, request, turn) : undefined),
    onAccepted: () => {
      if (departure) draft.arrived(departure);
      if (message) dispatch(new SentEvent(message));
    },
    undo: (isUncertain) => {
      if (message) state.update({ messages: withoutMessage(state.snapshot.messages, message.id) });
      if (departure) draft.comeBack(departure, isUncertain);
    },
    tryAgain: async () => {
      for (const { id } of draft.attachments.items) draft.attachments.retry(id);
      await sendMessage(parts, exchange, draft, departure ? undefined : ownText);
    },
  });
}

/** The draft's files as parts of a message, as soon as all of them can be sent. */
async function readyFiles({ state }: ConversationParts, draft: Draft, signal: AbortSignal): Promise<FilePart[]> {
  const { attachments } = draft;
  for (;;) {
    if (attachments.items.some(({ status }) => status !== 'ready')) {
      state.update({ activity: { phase: 'uploading', text: '' } });
    }
    await abortable(attachments.settled(), signal);
    const { items } = attachments;
    if (items.some(({ status }) => status === 'failed')) throw clientError('attachment_failed');
    const files = await abortable(Promise.all(items.map(filePart)), signal);
    // A file that was added meanwhile goes along.
    if (attachments.items === items) return files;
  }
}
