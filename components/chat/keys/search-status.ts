import type { Search } from './use-found-chats';

/**
 * What there is to say of a search for chats.
 *
 * @param offersAny whether the palette offers anything, if only what is no chat
 */
export function searchStatus(search: Search, offersAny: boolean): string {
  switch (search.state) {
    case 'looking':
      return 'Searching…';
    case 'failed':
      return search.why;
    case 'found': {
      const count = search.chats.length;
      if (search.hasMore) return `The first ${count}; type more words to narrow it.`;
      if (count > 0) return count === 1 ? '1 chat found.' : `${count} chats found.`;
      return offersAny ? 'No chat found.' : 'Nothing found.';
    }
  }
}
