import '../components/index.ts';

const chat = document.querySelector('assistant-chat');
if (chat) {
  chat.suggestions = [
    'Solve 3x + 11 = 14',
    'What is 17 % of 2,340?',
    'Find the roots of x^2 - 5x + 6 = 0',
    'What can you do with my files?',
  ];
}
