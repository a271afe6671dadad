'use client';

import { Ellipsis, Pin } from 'lucide-react';
import Link, { useLinkStatus } from 'next/link';
import { memo, useId } from 'react';
import type { ChatSummary } from '@/lib/chats/message';
import { cn } from '@/lib/utils';
import { preloadMarkdown } from '../markdown/lazy-markdown';
import { ChatMenu } from './chat-menu';

interface ChatListItemProps {
  chat: ChatSummary;
  isOpen: boolean;
}

/** A chat in the list, and what can be done with it. It is rendered again only when it shows something else. */
export const ChatListItem = memo(function ChatListItem({ chat, isOpen }: ChatListItemProps) {
  const menuId = useId();
  return (
    <li className="group relative">
      <Link
        href={`/chat/${chat.id}`}
        prefetch={false}
        onClick={preloadMarkdown}
        aria-current={isOpen ? 'page' : undefined}
        className="flex h-9 items-center rounded-md pr-10 pl-2 text-sm hover:bg-accent group-hover:bg-accent aria-[current=page]:bg-accent aria-[current=page]:font-medium"
      >
        {chat.isPinned && (
          <Pin aria-label="Pinned:" className="mr-1.5 size-3.5 shrink-0 text-muted-foreground" />
        )}
        <Title>{chat.title}</Title>
      </Link>
      <button
        type="button"
        popoverTarget={menuId}
        aria-haspopup="menu"
        aria-label={`More about “${chat.title}”`}
        className="absolute top-0.5 right-0.5 grid size-8 cursor-pointer place-items-center rounded-md text-muted-foreground hover:text-foreground focus-visible:opacity-100 group-hover:opacity-100 group-has-[:popover-open]:opacity-100 pointer-fine:opacity-0"
      >
        <Ellipsis aria-hidden className="size-4" />
      </button>
      <ChatMenu id={menuId} chat={chat} />
    </li>
  );
}, looksTheSame);

function looksTheSame(before: ChatListItemProps, now: ChatListItemProps): boolean {
  const [one, other] = [before.chat, now.chat];
  return (
    before.isOpen === now.isOpen &&
    one.id === other.id &&
    one.title === other.title &&
    one.isPinned === other.isPinned
  );
}

/** Dimmed while its chat is loaded. */
function Title({ children }: { children: string }) {
  const { pending } = useLinkStatus();
  return (
    <span dir="auto" className={cn('truncate transition-opacity delay-150', pending && 'opacity-50')}>
      {children}
    </span>
  );
}
