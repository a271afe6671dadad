'use client';

import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { readChatList, readOlderChats } from '@/app/chat/actions';
import { whyFailed } from '@/components/ui/failed-action';
import type { ChatPage, ChatSummary } from '@/lib/chats/message';
import { firstCharacters } from '@/lib/first-characters';
import { showToast } from '../toast/show-toast';
import { tellIfOutdated } from '../toast/tell-if-outdated';
import { withNewest, withOlder, withSent } from './chat-pages';

/** How often to look for a title that is being written, and for how long. */
const TITLE_POLL_MS = 1_000;
const TITLE_PATIENCE_MS = 20_000;

interface ChatList extends ChatListChanges {
  /** Of the older ones, those that were asked for. */
  chats: ChatSummary[];
  /** Whether there are older ones. */
  hasOlder: boolean;
  titleOf: (chatId: string) => string | undefined;
  /** Adds some of the older ones. Why it can't is shown. */
  showOlder: () => Promise<void>;
}

interface ChatListChanges {
  /** Puts a chat on top when something was said in it, before the server knows. The title is for one not in the list. */
  sent: (chatId: string, title: string) => void;
  change: (chatId: string, changed: Partial<ChatSummary>) => void;
  remove: (chatId: string) => void;
  /** Reads the list again. Refreshing the page would do it too, but take a chat that has just begun from the screen. */
  refresh: () => void;
}

const ChatListContext = createContext<ChatList | undefined>(undefined);
const ChatListChangesContext = createContext<ChatListChanges | undefined>(undefined);

export function useChatList(): ChatList {
  const list = use(ChatListContext);
  if (!list) throw new Error('useChatList must be used inside ChatListProvider.');
  return list;
}

/** What changes the list, without being rendered again when it has changed. */
export function useChatListChanges(): ChatListChanges {
  const changes = use(ChatListChangesContext);
  if (!changes) throw new Error('useChatListChanges must be used inside ChatListProvider.');
  return changes;
}

/** Holds the list of chats, which the sidebar shows and the open chat changes. */
export function ChatListProvider({
  initialChats,
  children,
}: {
  initialChats: ChatPage;
  children: ReactNode;
}) {
  const [page, setPage] = useState(initialChats);
  const [rendered, setRendered] = useState(initialChats);

  // The server rendered the layout again, so its list is the newest.
  if (initialChats !== rendered) {
    setRendered(initialChats);
    setPage(withNewest(page, initialChats));
  }

  const { chats, olderThan } = page;
  const isTitlePending = chats.some((chat) => chat.isTitlePending);

  const refresh = useCallback(() => {
    const show = (newest: ChatPage | undefined) => newest && setPage((known) => withNewest(known, newest));
    // Without a connection the list stays as it is; the next refresh brings what is new.
    readChatList().then(show, tellIfOutdated);
  }, []);

  useEffect(() => {
    if (!isTitlePending) return;
    const timer = setInterval(refresh, TITLE_POLL_MS);
    const giveUp = setTimeout(() => clearInterval(timer), TITLE_PATIENCE_MS);
    return () => {
      clearInterval(timer);
      clearTimeout(giveUp);
    };
  }, [isTitlePending, refresh]);

  const showOlder = useCallback(async () => {
    if (!olderThan) return;
    try {
      const older = await readOlderChats(olderThan);
      if (!older.done) return showToast(older.message);
      // Who asked for them goes on in them, so they are drawn first.
      flushSync(() => setPage((known) => withOlder(known, older.value)));
    } catch (error) {
      showToast(whyFailed(error));
    }
  }, [olderThan]);

  const sent = useCallback((id: string, title: string) => {
    setPage((known) => withSent(known, id, firstLine(title)));
  }, []);

  const change = useCallback((id: string, changed: Partial<ChatSummary>) => {
    setPage(({ chats, ...page }) => ({
      ...page,
      chats: chats.map((chat) => (chat.id === id ? { ...chat, ...changed } : chat)),
    }));
  }, []);

  const remove = useCallback((id: string) => {
    setPage(({ chats, ...page }) => ({ ...page, chats: chats.filter((chat) => chat.id !== id) }));
  }, []);

  const changes = useMemo(() => ({ sent, change, remove, refresh }), [sent, change, remove, refresh]);
  const list = useMemo(
    () => ({
      chats,
      hasOlder: olderThan !== null,
      titleOf: (id: string) => chats.find((chat) => chat.id === id)?.title,
      showOlder,
      ...changes,
    }),
    [chats, olderThan, showOlder, changes],
  );
  return (
    <ChatListChangesContext value={changes}>
      <ChatListContext value={list}>{children}</ChatListContext>
    </ChatListChangesContext>
  );
}

/** What a chat is called until the server has named it. */
function firstLine(text: string): string {
  return firstCharacters(text.split('\n', 1).join(''), 80);
}
