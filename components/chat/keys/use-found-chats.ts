import { useEffect, useState } from 'react';
import { findChats } from '@/app/chat/actions';
import type { FoundChat } from '@/lib/chats/search-chats';

/** Typing goes on for a moment; each search is a question to the server. */
const TYPING_MS = 150;

/** The chats that have these words, looked for once the typing rests. `undefined` while it looks. */
export function useFoundChats(words: string): FoundChat[] | 'failed' | undefined {
  const [found, setFound] = useState<{ words: string; chats: FoundChat[] | 'failed' }>();

  useEffect(() => {
    if (words === '') return;
    let isLatest = true;
    const timer = setTimeout(async () => {
      const chats = await findChats(words).catch(() => 'failed' as const);
      if (isLatest) setFound({ words, chats });
    }, TYPING_MS);
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [words]);

  return found?.words === words ? found.chats : undefined;
}
