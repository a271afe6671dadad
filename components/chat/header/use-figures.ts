import { useCallback, useEffect, useState } from 'react';
import { readFigures } from '@/app/chat/actions';
import type { ChatFigures } from '@/lib/chats/figures';
import { tellIfOutdated } from '../toast/tell-if-outdated';

/** What the chat has cost and how the allowance stands, read again by `refresh`, and at once where they are old. */
export function useFigures(chatId: string, initial: ChatFigures, isOld = false) {
  const [figures, setFigures] = useState(initial);
  const refresh = useCallback(() => {
    const show = (newest: ChatFigures | undefined) => newest && setFigures(newest);
    // Without a connection the figures stay as they are; the next reply brings the new ones.
    readFigures(chatId).then(show, tellIfOutdated);
  }, [chatId]);

  useEffect(() => {
    if (isOld) refresh();
  }, [isOld, refresh]);

  return { figures, refresh };
}
