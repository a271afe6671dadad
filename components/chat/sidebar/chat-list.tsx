'use client';

import { usePathname } from 'next/navigation';
import { useViewerCalendar } from '@/components/ui/use-viewer-calendar';
import { ChatListItem } from './chat-list-item';
import { useChatList } from './chat-list-provider';
import { groupChatsByDay } from './group-chats';

/** The person's chats by day, the last used first. `renderedAt`: when the server rendered the page. */
export function ChatList({ renderedAt }: { renderedAt: Date }) {
  const { chats } = useChatList();
  const { now, timeZone } = useViewerCalendar(renderedAt);
  const pathname = usePathname();
  if (chats.length === 0) {
    return <p className="px-2 py-1 text-muted-foreground text-sm">Your chats will be listed here.</p>;
  }
  return (
    <nav aria-label="Chats" className="grid grid-cols-1 gap-4 pt-2">
      {groupChatsByDay(chats, now, timeZone).map(({ label, chats }) => (
        <section key={label} aria-label={label}>
          <h2 className="px-2 pb-1 font-medium text-muted-foreground text-xs">{label}</h2>
          <ul className="grid grid-cols-1 gap-0.5">
            {chats.map((chat) => (
              <ChatListItem key={chat.id} chat={chat} isOpen={pathname === `/chat/${chat.id}`} />
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
