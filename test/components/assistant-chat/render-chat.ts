import { AssistantChat } from '../../../components/assistant-chat/assistant-chat.ts';
import { Conversation } from '../../../components/conversation/index.ts';
import { FakeTransport, fullConfig } from '../support/fake-transport.ts';
import { find, findAll, until } from '../support/page.ts';

/** A chat on the page, with a conversation of the page's and a scripted assistant. */
export async function renderChat(
  changes: Partial<AssistantChat> = {},
  { configuration = fullConfig as typeof fullConfig | null, prepare = (_transport: FakeTransport): void => {} } = {},
) {
  const transport = new FakeTransport(configuration);
  prepare(transport);
  const conversation = new Conversation({ transport, retryDelay: () => 0 });
  const chat = new AssistantChat();
  Object.assign(chat, { conversation, ...changes });
  document.body.append(chat);
  await until(() => configuration === null || conversation.config);
  await chat.updateComplete;
  // Elements that are not needed to type come a little later.
  await until(() => findAll(chat.shadowRoot!, ':not(:defined)').length === 0);
  return { chat, transport, conversation };
}

export function box(chat: AssistantChat): HTMLTextAreaElement {
  return find(chat, 'chat-composer').shadowRoot!.querySelector('textarea')!;
}

/** What a person reads of the messages, without controls. */
export function shownTexts(chat: AssistantChat): string[] {
  return findAll(chat.shadowRoot!, '[part=bubble], .text').map(({ textContent }) => textContent.trim());
}
