import { ContextProvider } from '@lit/context';
import type { LitElement } from 'lit';
import { Conversation, conversationContext } from '../../../components/conversation/index.ts';
import { FakeTransport, fullConfig } from './fake-transport.ts';
import { until } from './page.ts';

/** Puts elements into a conversation with a scripted assistant, as a chat would. */
export async function placeInConversation<Kind extends LitElement>(
  element: Kind,
  { configuration = fullConfig as typeof fullConfig | null } = {},
): Promise<{ element: Kind; transport: FakeTransport; conversation: Conversation; surroundings: HTMLElement }> {
  const transport = new FakeTransport(configuration);
  const conversation = new Conversation({ transport, retryDelay: () => 0 });
  const surroundings = document.createElement('section');
  void new ContextProvider(surroundings, { context: conversationContext, initialValue: conversation });
  conversation.connect();
  document.body.append(surroundings);
  surroundings.append(element);
  await until(() => !configuration || conversation.config);
  await element.updateComplete;
  return { element, transport, conversation, surroundings };
}
