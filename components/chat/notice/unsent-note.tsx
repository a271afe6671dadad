'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import type { UserId } from '@/lib/ids';
import { leaveToNewChat } from '../composer/unsent';

/** On the page of a chat that is not there: where its first message is, when that is why. */
export function UnsentNote({ userId }: { userId: UserId }) {
  const chatId = usePathname().split('/').at(-1) ?? '';
  const [isKept, setIsKept] = useState(false);

  useEffect(() => setIsKept(leaveToNewChat({ userId, chatId })), [userId, chatId]);

  return (
    <p role="status">
      {isKept && 'A message of yours was not sent. It is kept: it stands in the field of a new chat.'}
    </p>
  );
}
