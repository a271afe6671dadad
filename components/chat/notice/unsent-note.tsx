'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import { readChat } from '@/app/chat/actions';
import { isOutdated } from '@/components/ui/failed-action';
import type { UserId } from '@/lib/ids';
import { hasUnsent, leaveToNewChat } from '../composer/unsent';

/** A server that has just started takes this long for the first message, if not longer. */
const PATIENCE_MS = 5_000;
const INTERVAL_MS = 500;

const WORDS = {
  looking: 'Looking for the message that you sent…',
  kept: 'A message of yours was not sent. It is kept: it stands in the field of a new chat.',
};

/** On the page of a chat that is not there: where its first message is, when that is why. */
export function UnsentNote({ userId }: { userId: UserId }) {
  const pathname = usePathname();
  const chatId = pathname.split('/').at(-1) ?? '';
  const [state, setState] = useState<keyof typeof WORDS>();

  useEffect(() => {
    const place = { userId, chatId };
    let giveUpAtMs = Date.now() + PATIENCE_MS;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isShown = true;
    if (hasUnsent(place)) void look();
    else tell();
    return () => {
      isShown = false;
      clearTimeout(timer);
      // Who leaves before it is found has it in the next new chat.
      if (window.location.pathname !== pathname) leaveToNewChat(place);
    };

    /** The page can be read just before the server has what was sent. */
    async function look() {
      setState('looking');
      const chat = await readChat(chatId).catch((error: unknown) =>
        isOutdated(error) ? 'outdated' : 'unread',
      );
      if (!isShown) return;
      // Who could not ask does not know that it is missing, and who then can may still be too early.
      if (chat === 'unread') giveUpAtMs = Date.now() + PATIENCE_MS;
      // The router would keep this page for what it has once not found; and of another build, nothing can be asked.
      if (chat && chat !== 'unread') location.reload();
      else if (Date.now() < giveUpAtMs) timer = setTimeout(look, INTERVAL_MS);
      else tell();
    }

    function tell() {
      setState(leaveToNewChat(place) ? 'kept' : undefined);
    }
  }, [userId, chatId, pathname]);

  return <p role="status">{state && WORDS[state]}</p>;
}
