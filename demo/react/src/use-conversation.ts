import { Conversation, HttpTransport, type ConversationSnapshot } from 'assistant-kit/headless';
import { useEffect, useState, useSyncExternalStore } from 'react';

/** A conversation that lives as long as the component, and everything there is to draw of it. */
export function useConversation(endpoint: string): { conversation: Conversation; snapshot: ConversationSnapshot } {
  const [conversation] = useState(() => new Conversation({ transport: new HttpTransport({ endpoint }) }));
  useEffect(() => {
    conversation.connect();
    return () => conversation.disconnect();
  }, [conversation]);
  const read = (): ConversationSnapshot => conversation.snapshot;
  return { conversation, snapshot: useSyncExternalStore(conversation.subscribe, read, read) };
}
