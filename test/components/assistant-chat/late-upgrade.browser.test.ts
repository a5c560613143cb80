import { expect } from 'chai';
import type { AssistantChat } from '../../../components/index.ts';
import { FakeTransport, reply, userMessage } from '../support/fake-transport.ts';
import { clearPage, controls, find, until } from '../support/page.ts';
import { Conversation } from '../../../components/conversation/index.ts';

describe('elements that the page has before their code', () => {
  afterEach(clearPage);

  it('take over what was set on them, in whatever order their code arrives', async () => {
    document.body.innerHTML = '<assistant-chat heading="Early"><p slot="footer">Foot</p></assistant-chat>';
    const chat = document.querySelector('assistant-chat') as AssistantChat;
    expect(customElements.get('assistant-chat')).to.equal(undefined);
    const conversation = new Conversation({ transport: new FakeTransport() });
    Object.assign(chat, {
      conversation,
      suggestions: ['One thing'],
      messages: [userMessage('u', 'Hello'), reply('a', 'Hi')],
    });
    // Children before the chat that gives them the conversation.
    await import('../../../components/chat-composer/chat-composer.ts');
    await import('../../../components/chat-thread/chat-thread.ts');
    await import('../../../components/index.ts');
    await chat.updateComplete;
    expect(find(chat, '[part=heading]').textContent).to.equal('Early');
    await until(() => find(chat, '[part=bubble]').textContent === 'Hello');
    expect(Object.hasOwn(chat, 'messages')).to.equal(false);
    chat.messages = [];
    await until(() => controls(chat, 'One thing').length === 1);
  });

  it('share a conversation that a page provides, when the page’s code comes last', async () => {
    const { placeInConversation } = await import('../support/place-in-conversation.ts');
    const composer = document.createElement('chat-composer');
    const { conversation } = await placeInConversation(composer);
    conversation.input = 'Shared';
    await until(() => find<HTMLTextAreaElement>(composer, 'textarea').value === 'Shared');
  });
});
