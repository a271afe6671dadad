'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { uuidv7 } from 'uuidv7';
import type { ChatFigures } from '@/lib/chats/figures';
import type { UserId } from '@/lib/ids';
import type { ModelChoice } from '@/lib/models';
import { Conversation } from './conversation';

const NEW_CHAT_PATH = '/chat';

/**
 * A chat that nobody has said anything in. With the first message it gets its address by `history.replaceState`, which
 * leaves this page in place, and the reply streaming in it.
 */
export function NewChat(props: {
  userId: UserId;
  models: [ModelChoice, ...ModelChoice[]];
  modelId: string | undefined;
  figures: ChatFigures;
}) {
  const pathname = usePathname();
  const [chat, setChat] = useState(() => ({ id: uuidv7(), pathname }));

  // “New chat” was clicked in a chat that began on this page.
  if (pathname !== chat.pathname) {
    setChat({ id: pathname === NEW_CHAT_PATH ? uuidv7() : chat.id, pathname });
  }

  const isOther = pathname !== NEW_CHAT_PATH && pathname !== addressOf(chat.id);
  if (isOther) return <Restored />;
  return (
    <Conversation
      key={chat.id}
      chatId={chat.id}
      {...props}
      onSend={() => window.history.replaceState(null, '', addressOf(chat.id))}
    />
  );
}

/** Back led to a chat that once began on this page, before the page could listen: its own page has to show it. */
function Restored() {
  const router = useRouter();
  useEffect(() => router.refresh(), [router]);
  return null;
}

function addressOf(chatId: string): string {
  return `/chat/${chatId}`;
}
