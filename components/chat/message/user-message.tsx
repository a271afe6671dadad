import { memo } from 'react';
import type { ChatMessage } from '@/lib/chats/message';
import { textOf } from './text-of';

/** What a person said, as they typed it. */
export const UserMessage = memo(function UserMessage({ message }: { message: ChatMessage }) {
  return (
    <article className="ml-auto w-fit max-w-[min(85%,36rem)]">
      <h2 className="sr-only">You</h2>
      <p className="whitespace-pre-wrap break-words rounded-2xl rounded-br-md bg-secondary px-4 py-2.5 leading-relaxed">
        {textOf(message)}
      </p>
    </article>
  );
});
