import type { ReactNode } from 'react';
import { AppShell } from '@/components/app-shell/app-shell';
import { Keys } from '@/components/chat/keys/keys';
import { ChatList } from '@/components/chat/sidebar/chat-list';
import { ChatListProvider } from '@/components/chat/sidebar/chat-list-provider';
import { Toaster } from '@/components/chat/toast/toaster';
import { requireUserPage } from '@/lib/auth';
import { listChats } from '@/lib/chats/list-chats';
import { getDb } from '@/lib/db/client';

/** The frame of all chats, with the list of them. */
export default async function ChatLayout({ children }: { children: ReactNode }) {
  const user = await requireUserPage('/chat');
  const chats = await listChats({ db: await getDb() }, { userId: user.id });
  return (
    <ChatListProvider initialChats={chats}>
      <AppShell user={user} sidebar={<ChatList renderedAt={new Date()} />} fill>
        {children}
      </AppShell>
      <Toaster />
      <Keys />
    </ChatListProvider>
  );
}
