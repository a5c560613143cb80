import '../components/index.ts';

const chat = document.querySelector('assistant-chat');
if (chat) {
  chat.suggestions = [
    'Solve 3x + 11 = 14',
    'What is 17 % of 2,340?',
    'Drop a text file here and ask about it',
    'Drop a CSV and ask for the mean by group and a chart',
  ];
}
