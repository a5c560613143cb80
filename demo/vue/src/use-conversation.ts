import { Conversation, HttpTransport, type ConversationSnapshot } from 'assistant-kit/headless';
import { onMounted, onScopeDispose, shallowRef, type ShallowRef } from 'vue';

/** A conversation that lives as long as the component, and everything there is to draw of it. */
export function useConversation(endpoint: string): {
  conversation: Conversation;
  snapshot: Readonly<ShallowRef<ConversationSnapshot>>;
} {
  const conversation = new Conversation({ transport: new HttpTransport({ endpoint }) });
  const snapshot = shallowRef(conversation.snapshot);
  const unsubscribe = conversation.subscribe((next) => (snapshot.value = next));
  onMounted(() => conversation.connect());
  onScopeDispose(() => {
    unsubscribe();
    conversation.disconnect();
  });
  return { conversation, snapshot };
}
