import 'assistant-kit/components/annotated-message.js';
import { Conversation, HttpTransport, messageText } from 'assistant-kit/headless';

/** Draws a conversation by hand: a list, a box, and what it is doing. */
export function ownChat(section, endpoint) {
  const conversation = new Conversation({ transport: new HttpTransport({ endpoint }) });
  const [list, form] = section.children;
  const [input, , status] = form.elements;
  const items = new Map();

  conversation.subscribe(({ messages, status: word, input: text }) => {
    for (const message of messages) {
      if (!items.has(message.id)) items.set(message.id, list.appendChild(item(message)));
      items.get(message.id).firstChild.message = message;
    }
    status.value = word;
    if (input.value !== text) input.value = text;
  });
  input.addEventListener('input', () => {
    conversation.input = input.value;
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void conversation.send();
  });
  conversation.connect();
}

function item(message) {
  const isReply = message.role === 'assistant';
  const box = document.createElement(isReply ? 'annotated-message' : 'strong');
  if (!isReply) box.textContent = messageText(message);
  const line = document.createElement('li');
  line.append(box);
  return line;
}
