import 'assistant-kit/components/annotated-message.js';
import { messageText } from 'assistant-kit/headless';
import type { FormEvent } from 'react';
import { useConversation } from './use-conversation';

export function OwnChat() {
  const { conversation, snapshot } = useConversation('/api/assistant/chat');

  function handleSubmit(event: FormEvent): void {
    event.preventDefault();
    void conversation.send();
  }

  return (
    <section className="own">
      <ol>
        {snapshot.messages.map((message) => (
          <li key={message.id}>
            {message.role === 'assistant' ? (
              <annotated-message message={message} />
            ) : (
              <strong>{messageText(message)}</strong>
            )}
          </li>
        ))}
      </ol>
      <form onSubmit={handleSubmit}>
        <input
          value={snapshot.input}
          onChange={({ currentTarget }) => (conversation.input = currentTarget.value)}
          aria-label="Message"
        />
        <button>Send</button>
        <output>{snapshot.status}</output>
      </form>
    </section>
  );
}
