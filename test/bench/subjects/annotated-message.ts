import '../../../components/annotated-message/annotated-message.ts';
import { loadRich } from '../../../components/annotated-message/load-rich.ts';
import { Conversation, HttpTransport } from '../../../components/conversation/index.ts';
import type { CreateSubject } from '../subject.ts';

/** `<annotated-message>` alone, on the headless conversation. */
const createAnnotatedMessage: CreateSubject = async ({ element, endpoint }) => {
  // Loaded when a text needs it first, or behind the rest, as by the ready-made file.
  await loadRich();
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
