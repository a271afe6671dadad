import Link from 'next/link';
import type { ChatMessage } from '@/lib/chats/message';
import { cutWords } from './cut-words';

/** Under a reply that did not come to its own end: what ended it. */
export function CutNote({ message }: { message: ChatMessage }) {
  const words = cutWords(message);
  if (!words) return null;
  return (
    <p className="rounded-md border border-warning/50 px-3 py-2 text-sm">
      {words}
      {message.metadata?.cutBy === 'allowance' && (
        <>
          {' '}
          <Link href="/billing" prefetch={false} className="underline underline-offset-2">
            See your usage
          </Link>
        </>
      )}
    </p>
  );
}
