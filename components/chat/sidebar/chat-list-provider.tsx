'use client';

import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react';
import { readChatList } from '@/app/chat/actions';
import type { ChatSummary } from '@/lib/chats/message';

interface ChatList {
  chats: ChatSummary[];
  titleOf: (chatId: string) => string | undefined;
  /** Puts a chat on top when something was said in it, before the server knows. */
  sent: (chatId: string, text: string) => void;
  remove: (chatId: string) => void;
  /** Reads the list again. Refreshing the page would do it too, but take a chat that has just begun from the screen. */
  refresh: () => void;
}

const ChatListContext = createContext<ChatList | undefined>(undefined);

export function useChatList(): ChatList {
  const list = use(ChatListContext);
  if (!list) throw new Error('useChatList must be used inside ChatListProvider.');
  return list;
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

  const refresh = useCallback(() => {
    const show = (newest: ChatSummary[] | undefined) => newest && setChats(newest);
    // Without a connection the list stays as it is; the next refresh brings what is new.
    const keep = () => undefined;
    readChatList().then(show, keep);
  }, []);

  const sent = useCallback((id: string, text: string) => {
    setChats((before) => {
      const title = before.find((chat) => chat.id === id)?.title ?? firstLine(text);
      return [{ id, title, updatedAt: new Date() }, ...before.filter((chat) => chat.id !== id)];
    });
  }, []);

  const remove = useCallback((id: string) => {
    setChats((before) => before.filter((chat) => chat.id !== id));
  }, []);

  const list = useMemo(
    () => ({
      chats,
      titleOf: (id: string) => chats.find((chat) => chat.id === id)?.title,
      sent,
      remove,
      refresh,
    }),
    [chats, sent, remove, refresh],
  );
  return <ChatListContext value={list}>{children}</ChatListContext>;
}

/** What a chat is called until the server has named it. */
function firstLine(text: string): string {
  return text.split('\n', 1).join('').slice(0, 80);
}
