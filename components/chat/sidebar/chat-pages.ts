import type { ChatCursor, ChatPage, ChatSummary } from '@/lib/chats/message';

/** Adds the chats that were used before those that are known. */
export function withOlder(known: ChatPage, older: ChatPage): ChatPage {
  const ids = new Set(known.chats.map(({ id }) => id));
  return {
    chats: [...known.chats, ...older.chats.filter(({ id }) => !ids.has(id))],
    olderThan: older.olderThan,
  };
}

/** Takes the newest chats as they are now, and keeps what is known of those that were used before them. */
export function withNewest(known: ChatPage, newest: ChatPage): ChatPage {
  const { olderThan } = newest;
  if (!olderThan) return newest;
  const ids = new Set(newest.chats.map(({ id }) => id));
  // The others are gone: all that are pinned, or were used later, are among the newest.
  const older = known.chats.filter(
    (chat) => !chat.isPinned && !ids.has(chat.id) && isBefore(chat, olderThan),
  );
  const isReadFurther = !known.olderThan || isBefore(known.olderThan, olderThan);
  return { chats: [...newest.chats, ...older], olderThan: isReadFurther ? known.olderThan : olderThan };
}

/** Puts a chat on top that something is said in; nothing is known yet of one that is not in the list. */
export function withSent(known: ChatPage, id: string, title: string): ChatPage {
  const chat = known.chats.find((each) => each.id === id) ?? {
    id,
    title,
    isTitlePending: false,
    isPinned: false,
  };
  // The clock here may be behind the server's.
  const newestMs = Math.max(Date.now(), ...known.chats.map(({ updatedAt }) => updatedAt.getTime()));
  const others = known.chats.filter((each) => each.id !== id);
  return { ...known, chats: [{ ...chat, updatedAt: new Date(newestMs) }, ...others] };
}

function isBefore(chat: ChatCursor | ChatSummary, { updatedAt, id }: ChatCursor): boolean {
  const laterByMs = chat.updatedAt.getTime() - updatedAt.getTime();
  return laterByMs < 0 || (laterByMs === 0 && chat.id < id);
}
