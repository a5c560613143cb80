import 'assistant-kit';
import type { AssistantChat, AssistantSendEvent } from 'assistant-kit';
import { useRef, useState } from 'react';
import { OwnChat } from './own-chat';

export function App() {
  const chat = useRef<AssistantChat>(null);
  const [dark, setDark] = useState(false);
  const [feedback, setFeedback] = useState(false);
  const [own, setOwn] = useState(false);
  const [suggestions, setSuggestions] = useState(['Solve 3x + 11 = 14', 'What is 17 % of 2,340?']);
  const [threadId, setThreadId] = useState<string | null>(null);
  const [told, setTold] = useState('nothing yet');

  function handleSend(event: AssistantSendEvent): void {
    if (!event.text.includes('secret')) return;
    event.preventDefault();
    setTold('kept back');
  }

  return (
    <>
      <header>
        <h1>assistant-kit in React</h1>
        <button aria-pressed={dark} onClick={() => setDark(!dark)}>
          Dark
        </button>
        <button aria-pressed={feedback} onClick={() => setFeedback(!feedback)}>
          Judge replies
        </button>
        <button onClick={() => setSuggestions(['What is 6 × 7?'])}>Other suggestions</button>
        <button onClick={() => void chat.current?.send('solve 5y = 35')}>Ask</button>
        <button onClick={() => setThreadId(null)}>New thread</button>
        <button aria-pressed={own} onClick={() => setOwn(!own)}>
          Draw it myself
        </button>
      </header>
      <p>
        Thread <output id="thread">{threadId ?? 'none'}</output>, told: <output id="told">{told}</output>
      </p>
      {own ? (
        <OwnChat />
      ) : (
        <assistant-chat
          ref={chat}
          endpoint="/api/assistant/chat"
          heading="Ask React"
          max-files="3"
          remember
          theme={dark ? 'dark' : 'light'}
          feedback={feedback}
          suggestions={suggestions}
          threadId={threadId}
          onassistant-thread-change={(event) => setThreadId(event.threadId)}
          onassistant-send={handleSend}
          onassistant-reply-end={(event) => setTold(event.outcome)}
        >
          <em slot="header">in React</em>
          <span slot="footer">Answers can be wrong.</span>
        </assistant-chat>
      )}
    </>
  );
}
