'use client';

import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import { readChatList } from '@/app/chat/actions';
import type { ChatSummary } from '@/lib/chats/message';
import { tellIfOutdated } from '../toast/tell-if-outdated';

/** How often to look for a title that is being written, and for how long. */
const TITLE_POLL_MS = 1_000;
const TITLE_PATIENCE_MS = 20_000;

interface ChatList extends ChatListChanges {
  chats: ChatSummary[];
  titleOf: (chatId: string) => string | undefined;
}

interface ChatListChanges {
  /** Puts a chat on top when something was said in it, before the server knows. */
  sent: (chatId: string, text: string) => void;
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
  initialChats: ChatSummary[];
  children: ReactNode;
}) {
  const [chats, setChats] = useState(initialChats);
  const [rendered, setRendered] = useState(initialChats);

  // The server rendered the layout again, so its list is the newest.
  if (initialChats !== rendered) {
    setRendered(initialChats);
    setChats(initialChats);
  }

  const isTitlePending = chats.some((chat) => chat.isTitlePending);

  const refresh = useCallback(() => {
    const show = (newest: ChatSummary[] | undefined) => newest && setChats(newest);
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

  const sent = useCallback((id: string, text: string) => {
    setChats((before) => {
      const known = before.find((chat) => chat.id === id) ?? { ...UNSAVED, id, title: firstLine(text) };
      return [{ ...known, updatedAt: new Date() }, ...before.filter((chat) => chat.id !== id)];
    });
  }, []);

  const change = useCallback((id: string, changed: Partial<ChatSummary>) => {
    setChats((before) => before.map((chat) => (chat.id === id ? { ...chat, ...changed } : chat)));
  }, []);

  const remove = useCallback((id: string) => {
    setChats((before) => before.filter((chat) => chat.id !== id));
  }, []);

  const changes = useMemo(() => ({ sent, change, remove, refresh }), [sent, change, remove, refresh]);
  const list = useMemo(
    () => ({ chats, titleOf: (id: string) => chats.find((chat) => chat.id === id)?.title, ...changes }),
    [chats, changes],
  );
  return (
    <ChatListChangesContext value={changes}>
      <ChatListContext value={list}>{children}</ChatListContext>
    </ChatListChangesContext>
  );
}

const UNSAVED = { isTitlePending: false, isPinned: false };

/** What a chat is called until the server has named it. */
function firstLine(text: string): string {
  return text.split('\n', 1).join('').slice(0, 80);
}
