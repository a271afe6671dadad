/** The competitor of `bench:chat-ui`: what the AI SDK's guide and react-markdown make, and nothing else. */
import { useChat } from '@ai-sdk/react';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import ReactMarkdown from 'react-markdown';
import remarkGfm from 'remark-gfm';

function Chat() {
  const { messages, sendMessage, status, stop } = useChat();
  const [input, setInput] = useState('');
  const isBusy = status !== 'ready';
  return (
    <>
      {messages.map((message) => (
        <article key={message.id}>
          {message.parts.map((part, index) =>
            part.type === 'text' ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: as the guide has it.
              <ReactMarkdown key={`${message.id}-${index}`} remarkPlugins={[remarkGfm]}>
                {part.text}
              </ReactMarkdown>
            ) : null,
          )}
        </article>
      ))}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void sendMessage({ text: input });
          setInput('');
        }}
      >
        <input aria-label="Message" value={input} onChange={(event) => setInput(event.target.value)} />
        {isBusy && (
          <button type="button" onClick={stop}>
            Stop
          </button>
        )}
      </form>
    </>
  );
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<Chat />);
