import type { ReactNode } from 'react';
import { AppShell } from '@/components/app-shell/app-shell';
import { Keys } from '@/components/chat/keys/keys';
import { LeftChats } from '@/components/chat/notice/left-chats';
import { ChatList } from '@/components/chat/sidebar/chat-list';
import { ChatListProvider } from '@/components/chat/sidebar/chat-list-provider';
import { SearchButton } from '@/components/chat/sidebar/search-button';
import { Toasts } from '@/components/chat/toast/toasts';
import { currentUser } from '@/lib/auth';
import { listChats } from '@/lib/chats/list-chats';
import { getDb } from '@/lib/db/client';

/** The frame of all chats, with the list of them. */
export default async function ChatLayout({ children }: { children: ReactNode }) {
  const user = await currentUser();
  // Each page sends who is not signed in to sign in and back. The layout doesn't know to which one.
  if (!user) return children;
  const chats = await listChats(await getDb(), { userId: user.id });
  const sidebar = (
    <>
      <SearchButton />
      <ChatList renderedAt={new Date()} />
    </>
  );
  return (
    <ChatListProvider initialChats={chats}>
      <Keys>
        <AppShell user={user} sidebar={sidebar} fill>
          {children}
        </AppShell>
      </Keys>
      <LeftChats userId={user.id} />
      <Toasts />
    </ChatListProvider>
  );
}
