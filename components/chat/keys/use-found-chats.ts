import { useEffect, useState } from 'react';
import { findChats } from '@/app/chat/actions';
import type { FoundChats } from '@/lib/chats/search-chats';

/** Typing goes on for a moment; each search is a question to the server. */
const TYPING_MS = 150;

const UNREACHABLE = 'The search could not be made. Check your connection and type again, or reload the page.';

/** How a search goes. `why` is a sentence for the person. */
export type Search =
  | { state: 'looking' }
  | ({ state: 'found' } & FoundChats)
  | { state: 'failed'; why: string };

/** Looks for the chats that have these words, once the typing rests. */
export function useFoundChats(words: string): Search {
  const [ended, setEnded] = useState<{ words: string; search: Search }>();

  useEffect(() => {
    if (words === '') return;
    let isLatest = true;
    const timer = setTimeout(async () => {
      const search = await searchFor(words);
      if (isLatest) setEnded({ words, search });
    }, TYPING_MS);
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [words]);

  return ended?.words === words ? ended.search : { state: 'looking' };
}

async function searchFor(words: string): Promise<Search> {
  const answer = await findChats(words).catch(() => ({ done: false, message: UNREACHABLE }) as const);
  return answer.done ? { state: 'found', ...answer.value } : { state: 'failed', why: answer.message };
}
