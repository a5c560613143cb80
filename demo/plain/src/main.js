import 'assistant-kit';
import { ownChat } from './own-chat.js';

const chat = document.querySelector('assistant-chat');
const own = document.querySelector('.own');
const thread = document.querySelector('#thread');
const told = document.querySelector('#told');

chat.suggestions = ['Solve 3x + 11 = 14', 'What is 17 % of 2,340?'];
chat.addEventListener('assistant-thread-change', ({ threadId }) => {
  thread.value = threadId ?? 'none';
});
chat.addEventListener('assistant-reply-end', ({ outcome }) => {
  told.value = outcome;
});
chat.addEventListener('assistant-send', (event) => {
  if (!event.text.includes('secret')) return;
  event.preventDefault();
  told.value = 'kept back';
});

const acts = {
  dark: (isPressed) => (chat.theme = isPressed ? 'dark' : 'light'),
  feedback: (isPressed) => (chat.feedback = isPressed),
  suggest: () => (chat.suggestions = ['What is 6 × 7?']),
  ask: () => chat.send('solve 5y = 35'),
  renew: () => (chat.threadId = null),
  own: (isPressed) => {
    chat.hidden = isPressed;
    own.hidden = !isPressed;
  },
};

for (const button of document.querySelectorAll('header button')) {
  button.addEventListener('click', () => {
    const isPressed = button.ariaPressed === 'false';
    if (button.ariaPressed !== null) button.ariaPressed = String(isPressed);
    acts[button.dataset.act](isPressed);
  });
}

ownChat(own, '/api/assistant/chat');
