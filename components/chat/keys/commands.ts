import type { ChatSummary } from '@/lib/chats/message';
import type { FoundChat } from '@/lib/chats/search-chats';
import { SOUGHT } from '../message/use-sought-message';
import type { Search } from './use-found-chats';

/** Where a command leads: an address, or the list of shortcuts. */
export type Place = `/${string}` | 'shortcuts';

export interface Command {
  name: string;
  place: Place;
  /** The message of a chat in which the words were found, and where in it. */
  hit?: Pick<FoundChat, 'messageId' | 'excerpt'>;
}

const ACTIONS: readonly Command[] = [
  { name: 'New chat', place: '/chat' },
  { name: 'Billing', place: '/billing' },
  { name: 'API keys', place: '/settings/api-keys' },
  { name: 'Keyboard shortcuts', place: 'shortcuts' },
];

const RECENT_CHATS = 5;

/** What the palette offers: without words the actions and the last chats, otherwise what has them. */
export function commandsFor(words: string, chats: readonly ChatSummary[], search: Search): Command[] {
  const chat = ({ id, title }: { id: string; title: string }): Command => ({
    name: title,
    place: `/chat/${id}`,
  });
  if (words === '') return [...ACTIONS, ...chats.slice(0, RECENT_CHATS).map(chat)];
  const has = ({ name }: Command) => name.toLowerCase().includes(words.toLowerCase());
  const listed =
    search.state === 'found'
      ? search.chats.map((each) => ({ ...chat(each), hit: each }))
      : // What is at hand is shown at once, until the server has answered.
        chats.map(chat).filter(has);
  return [...ACTIONS.filter(has), ...listed];
}

/** The address of a command's place, and in a chat of the message that has the words. */
export function addressOf(place: `/${string}`, hit: Command['hit']): string {
  return hit?.messageId ? `${place}?${SOUGHT}=${hit.messageId}` : place;
}
