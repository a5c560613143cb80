import '../../../components/annotated-message/annotated-message.ts';
import { Conversation, HttpTransport } from '../../../components/conversation/index.ts';
import type { CreateSubject } from '../subject.ts';

/** `<annotated-message>` alone, on the headless conversation. */
const createAnnotatedMessage: CreateSubject = ({ element, endpoint }) => {
  const message = document.createElement('annotated-message');
  const conversation = new Conversation({ transport: new HttpTransport({ endpoint }) });
  conversation.connect();
  conversation.subscribe(({ messages }) => {
    const last = messages.at(-1);
    if (last?.role === 'assistant') message.message = last;
  });
  element.append(message);
  return {
    open: () => undefined,
    async reply() {
      await conversation.send('Go on.');
      await message.updateComplete;
    },
  };
};

export default createAnnotatedMessage;
