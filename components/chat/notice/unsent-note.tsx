'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import { readChat } from '@/app/chat/actions';
import type { UserId } from '@/lib/ids';
import { leaveToNewChat, readUnsent } from '../composer/unsent';

/** On the page of a chat that is not there: where its first message is, when that is why. */
export function UnsentNote({ userId }: { userId: UserId }) {
  const chatId = usePathname().split('/').at(-1) ?? '';
  const [isKept, setIsKept] = useState(false);

  useEffect(() => {
    let isShown = true;
    void tell();
    return () => {
      isShown = false;
    };

    async function tell() {
      const place = { userId, chatId };
      // The page of a reload can be read just before the server has what was sent.
      const isToBeFound = readUnsent(place).length > 0;
      const chat = isToBeFound ? await readChat(chatId).catch(() => undefined) : undefined;
      if (!isShown) return;
      // The router would keep this page for what it has once not found.
      if (chat) location.reload();
      else setIsKept(leaveToNewChat(place));
    }
  }, [userId, chatId]);

  return (
    <p role="status">
      {isKept && 'A message of yours was not sent. It is kept: it stands in the field of a new chat.'}
    </p>
  );
}
