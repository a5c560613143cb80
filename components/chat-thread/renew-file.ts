import type { AnnotatedMessage } from '../annotated-message/annotated-message.ts';
import type { Conversation } from '../conversation/index.ts';
import type { AssistantFileRenewEvent } from '../events.ts';

/**
 * Has a file made again that is gone, unless the page takes over: by writing the last reply anew, where that made the file, else
 * by asking for it.
 * @param event one that a message tells
 */
export function renewFile(
  event: AssistantFileRenewEvent,
  conversation: Conversation | undefined,
  ask: (filename: string) => string,
): void {
  const { message } = event.target as AnnotatedMessage;
  // The page's listeners stand above, so that it waits for what they say.
  queueMicrotask(() => {
    if (event.defaultPrevented) return;
    if (message && message === conversation?.messages.at(-1)) void conversation.regenerate(message.id);
    else void conversation?.send(ask(event.file.filename));
  });
}
