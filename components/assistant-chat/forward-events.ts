import type { Conversation } from '../conversation/index.ts';
import {
  AssistantErrorEvent,
  AssistantFileAcceptedEvent,
  AssistantFileAcceptEvent,
  AssistantFileRejectedEvent,
  AssistantReplyEndEvent,
  AssistantReplyStartEvent,
  AssistantSentEvent,
  AssistantThreadChangeEvent,
  AssistantToolCallEvent,
} from '../events.ts';

/** Lets an element tell the page what happens in a conversation. Returns the way to end it. */
export function forwardEvents(conversation: Conversation, element: Element): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  const options = { signal };
  conversation.addEventListener(
    'sent',
    ({ message }) => element.dispatchEvent(new AssistantSentEvent(message)),
    options,
  );
  conversation.addEventListener(
    'reply-start',
    ({ message }) => element.dispatchEvent(new AssistantReplyStartEvent(message)),
    options,
  );
  conversation.addEventListener(
    'reply-end',
    ({ message, outcome }) => element.dispatchEvent(new AssistantReplyEndEvent(message, outcome)),
    options,
  );
  conversation.addEventListener('error', ({ error }) => element.dispatchEvent(new AssistantErrorEvent(error)), options);
  conversation.addEventListener(
    'thread-change',
    ({ threadId }) => element.dispatchEvent(new AssistantThreadChangeEvent(threadId)),
    options,
  );
  conversation.addEventListener(
    'tool-call',
    (event) => element.dispatchEvent(new AssistantToolCallEvent(event.call, (output) => event.respondWith(output))),
    options,
  );
  conversation.addEventListener(
    'file-accept',
    (event) => {
      if (!element.dispatchEvent(new AssistantFileAcceptEvent(event.file))) event.preventDefault();
    },
    options,
  );
  conversation.addEventListener(
    'file-accepted',
    ({ attachment }) => element.dispatchEvent(new AssistantFileAcceptedEvent(attachment.file, attachment)),
    options,
  );
  conversation.addEventListener(
    'file-rejected',
    (rejection) => element.dispatchEvent(new AssistantFileRejectedEvent(rejection)),
    options,
  );
  return () => ended.abort();
}
