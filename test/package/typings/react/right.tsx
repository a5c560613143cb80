import 'assistant-kit';
import type { AssistantChat } from 'assistant-kit';
import { useRef } from 'react';

export function Page() {
  const chat = useRef<AssistantChat>(null);
  return (
    <>
      <assistant-chat
        ref={chat}
        endpoint="/api/assistant/chat"
        thread-id="thread"
        maxFiles={3}
        max-file-size="1000"
        theme="dark"
        layout="popup"
        open
        remember={false}
        suggestions={['Hello']}
        className="chat"
        style={{ blockSize: '20rem' }}
        onassistant-sent={({ message, currentTarget }) => console.log(message.id, currentTarget.threadId)}
        onassistant-send={(event) => event.preventDefault()}
        onClick={() => void chat.current?.send('Hello')}
      >
        <span slot="footer">A line</span>
      </assistant-chat>
      <annotated-message message={null} without-actions />
      <file-dropzone accept="image/*" onchange={(event) => console.log(event.currentTarget.files.length)} />
    </>
  );
}
