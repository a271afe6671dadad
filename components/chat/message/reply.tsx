import Link from 'next/link';
import { memo } from 'react';
import type { ChatMessage } from '@/lib/chats/message';
import { MessagePart } from './message-part';
import { ReplyFooter } from './reply-footer';

/** What the model said, part by part, and what it cost. */
export const Reply = memo(function Reply({
  message,
  isGrowing,
}: {
  message: ChatMessage;
  /** Whether it is still being written. */
  isGrowing: boolean;
}) {
  return (
    <article aria-busy={isGrowing} className="grid grid-cols-1 gap-3">
      <h2 className="sr-only">Reply</h2>
      {message.parts.map((part, index) => (
        <MessagePart key={partKey(message, index)} part={part} />
      ))}
      {!isGrowing && message.metadata?.isCutByAllowance && <CutByAllowance />}
      {!isGrowing && <ReplyFooter message={message} />}
    </article>
  );
});

/** The allowance paid for no more of it. */
function CutByAllowance() {
  return (
    <p className="rounded-md border border-warning/50 px-3 py-2 text-sm">
      Your allowance ended this reply.{' '}
      <Link href="/billing" prefetch={false} className="underline underline-offset-2">
        See your usage
      </Link>
    </p>
  );
}

/** Parts are only ever added at the end, so their place names them. */
function partKey(message: ChatMessage, index: number): string {
  return `${message.id}-${index}`;
}
