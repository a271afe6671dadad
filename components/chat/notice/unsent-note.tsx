'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import type { UserId } from '@/lib/ids';
import { leaveIfMissing } from '../composer/leave-if-missing';
import { lookForChat } from '../composer/look-for-chat';
import { hasUnsent, leaveToNewChat } from '../composer/unsent';

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
    let isShown = true;
    if (hasUnsent(place)) void look();
    else tell();
    return () => {
      isShown = false;
      // Who leaves before that is clear has it in the new chat once it is.
      void leaveIfMissing(place);
    };

    /** The page can be read just before the server has what was sent. */
    async function look() {
      setState('looking');
      const seen = await lookForChat(chatId, () => isShown);
      if (seen === 'missing') tell();
      // The router would keep this page for what it has once not found; and who can't ask has to load another.
      else if (seen) location.reload();
    }

    function tell() {
      setState(leaveToNewChat(place) ? 'kept' : undefined);
    }
  }, [userId, chatId]);

  return <p role="status">{state && WORDS[state]}</p>;
}
