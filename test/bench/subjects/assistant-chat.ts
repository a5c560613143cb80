import { loadRich } from '../../../components/annotated-message/load-rich.ts';
import '../../../components/index.ts';
import type { CreateSubject } from '../subject.ts';

/** The whole chat, as a page has it from one tag. */
const createAssistantChat: CreateSubject = async ({ element, endpoint }) => {
  const chat = document.createElement('assistant-chat');
  chat.endpoint = endpoint;
  chat.style.cssText = 'block-size: 100%; max-inline-size: none';
  element.append(chat);
  // What draws a reply is loaded after the rest.
  await Promise.all([customElements.whenDefined('annotated-message'), loadRich()]);
  return {
    open(messages) {
      chat.messages = messages;
    },
    async reply() {
      await chat.send('Go on.');
      await chat.updateComplete;
    },
  };
};

export default createAssistantChat;
