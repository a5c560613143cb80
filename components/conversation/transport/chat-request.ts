import type { ChatRequest, UIMessage } from '../../../protocol/index.ts';

export interface ChatRequestOptions {
  id: string;
  /** The history up to and with the message that is sent. */
  messages: readonly UIMessage[];
  trigger: ChatRequest['trigger'];
  /** The message that is replaced or continued. */
  messageId?: string | undefined;
  /** The backend keeps the history itself and reads the newest message alone. */
  keepsHistory: boolean;
}

/** The body of `POST /chat`, as the AI SDK's `DefaultChatTransport` writes it; shorter where the backend keeps the history. */
export function chatRequest({ id, messages, trigger, messageId, keepsHistory }: ChatRequestOptions): ChatRequest {
  const isRegenerate = trigger === 'regenerate-message';
  return {
    id,
    messages: keepsHistory ? messages.slice(isRegenerate ? messages.length : -1) : [...messages],
    trigger,
    ...(messageId === undefined ? {} : { messageId }),
  };
}
