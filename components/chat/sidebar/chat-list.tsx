'use client';

import { usePathname } from 'next/navigation';
import { useRef, useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { useViewerCalendar } from '@/components/ui/use-viewer-calendar';
import { ChatListItem } from './chat-list-item';
import { useChatList } from './chat-list-provider';
import { groupChatsByDay } from './group-chats';

/**
 * The person's chats by day, the last used first, and older ones where they are asked for.
 *
 * @param renderedAt when the server rendered the page
 */
export function ChatList({ renderedAt }: { renderedAt: Date }) {
  const { chats, hasOlder, showOlder } = useChatList();
  const [isReading, startReading] = useTransition();
  const { now, timeZone } = useViewerCalendar(renderedAt);
  const pathname = usePathname();
  const list = useRef<HTMLElement>(null);

  async function readOn() {
    const links = () => list.current?.querySelectorAll<HTMLElement>('li > a') ?? [];
    const known = links().length;
    await showOlder();
    links()[known]?.focus();
  }

  if (chats.length === 0 && !hasOlder) {
    return <p className="px-2 py-1 text-muted-foreground text-sm">Your chats will be listed here.</p>;
  }
  return (
    <nav ref={list} aria-label="Chats" className="grid grid-cols-1 gap-4 pt-2">
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
      {hasOlder && (
        <Button
          size="sm"
          variant="ghost"
          aria-disabled={isReading}
          onClick={() => startReading(readOn)}
          className="justify-self-start px-2 text-muted-foreground"
        >
          {isReading ? 'Reading older chats…' : 'Show older chats'}
        </Button>
      )}
    </nav>
  );
}
