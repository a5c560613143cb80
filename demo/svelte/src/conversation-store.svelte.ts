import { Conversation, HttpTransport, type ConversationSnapshot } from 'assistant-kit/headless';

/** A conversation that lives as long as the component, and everything there is to draw of it. */
export function conversationStore(endpoint: string): {
  readonly conversation: Conversation;
  readonly snapshot: ConversationSnapshot;
} {
  const conversation = new Conversation({ transport: new HttpTransport({ endpoint }) });
  let snapshot = $state.raw(conversation.snapshot);
  $effect(() => {
    const unsubscribe = conversation.subscribe((next) => (snapshot = next));
    conversation.connect();
    return () => {
      unsubscribe();
      conversation.disconnect();
    };
  });
  return {
    conversation,
    get snapshot() {
      return snapshot;
    },
  };
}
