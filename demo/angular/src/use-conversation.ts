import { DestroyRef, inject, signal, type Signal } from '@angular/core';
import { Conversation, HttpTransport, type ConversationSnapshot } from 'assistant-kit/headless';

/** A conversation that lives as long as the component, and everything there is to draw of it. */
export function useConversation(endpoint: string): {
  conversation: Conversation;
  snapshot: Signal<ConversationSnapshot>;
} {
  const conversation = new Conversation({ transport: new HttpTransport({ endpoint }) });
  const snapshot = signal(conversation.snapshot);
  const unsubscribe = conversation.subscribe((next) => snapshot.set(next));
  conversation.connect();
  inject(DestroyRef).onDestroy(() => {
    unsubscribe();
    conversation.disconnect();
  });
  return { conversation, snapshot };
}
