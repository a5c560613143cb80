import 'assistant-kit';

export const wrong = [
  <assistant-chat endpoint={3} />,
  <assistant-chat endpont="/chat" />,
  <assistant-chat theme="blue" />,
  <assistant-chat maxFiles="many" />,
  <assistant-chat max-files="many" />,
  <assistant-chat remember="yes" />,
  <assistant-chat suggestions="Hello" />,
  <assistant-chat onassistant-sent={({ text }) => console.log(text)} />,
  <assistant-chat onassistant-thread-change={(id: string) => console.log(id)} />,
  <annotated-message message="Hello" />,
  <file-attachment progress="half" />,
  <assistant-chart />,
];
