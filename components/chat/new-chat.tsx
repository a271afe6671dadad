'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useState } from 'react';
import { uuidv7 } from 'uuidv7';
import type { ChatFigures } from '@/lib/chats/figures';
import type { UserId } from '@/lib/ids';
import type { ModelChoice } from '@/lib/models';
import { Conversation } from './conversation';

const NEW_CHAT_PATH = '/chat';

/**
 * A chat that nobody has said anything in. With the first message it gets its address by `history.replaceState`, which
 * leaves this page in place, and the reply streaming in it. Where that message is taken back, the address goes, too: there a
 * reload would find no chat, and here it finds the message in the field.
 */
export function NewChat(props: {
  userId: UserId;
  models: [ModelChoice, ...ModelChoice[]];
  modelId: string | undefined;
  figures: ChatFigures;
}) {
  const pathname = usePathname();
  const [chat, setChat] = useState(() => ({ id: uuidv7(), pathname }));
  const [firstId] = useState(chat.id);
  const [takenBackId, setTakenBackId] = useState<string>();
  const [modelId, setModelId] = useState(props.modelId);

  // “New chat” was clicked in a chat that began on this page, unless that has just given its address back.
  if (pathname !== chat.pathname) {
    const isOther = pathname === NEW_CHAT_PATH && chat.id !== takenBackId;
    setChat({ id: isOther ? uuidv7() : chat.id, pathname });
  }

  useAddressLeft(addressOf(chat.id), () => setChat({ id: uuidv7(), pathname: NEW_CHAT_PATH }));

  const isOther = pathname !== NEW_CHAT_PATH && pathname !== addressOf(chat.id);
  if (isOther) return <Restored />;
  return (
    <Conversation
      key={chat.id}
      chatId={chat.id}
      {...props}
      modelId={modelId}
      onChoose={setModelId}
      areFiguresOld={chat.id !== firstId}
      onSend={begin}
      onBeginningTakenBack={takeBack}
    />
  );

  function begin() {
    setTakenBackId(undefined);
    takeAddress(addressOf(chat.id));
  }

  function takeBack() {
    setTakenBackId(chat.id);
    takeAddress(NEW_CHAT_PATH);
  }
}

/**
 * Hears that “New chat” was clicked before the router had come to the address that the chat got: on a device that is
 * busy with the reply it renders both changes of the path as none. A browser without the Navigation API hears nothing.
 */
function useAddressLeft(address: string, onLeave: () => void) {
  const leave = useEffectEvent(({ from, navigationType }: NavigationCurrentEntryChangeEvent) => {
    const wasHere = from.url !== null && new URL(from.url).pathname === address;
    if (navigationType !== 'push' || !wasHere || window.location.pathname !== NEW_CHAT_PATH) return;
    // Next.js writes the address while React commits, when nothing may be set.
    queueMicrotask(onLeave);
  });

  useEffect(() => {
    const { navigation } = window;
    navigation?.addEventListener('currententrychange', leave);
    return () => navigation?.removeEventListener('currententrychange', leave);
  }, []);
}

/** Back led to a chat that once began on this page, before the page could listen: its own page has to show it. */
function Restored() {
  const router = useRouter();
  useEffect(() => router.refresh(), [router]);
  return null;
}

/** Only where it is another: the router renders the page anew for each change of the address, also to the same one. */
function takeAddress(address: string) {
  if (window.location.pathname !== address) window.history.replaceState(null, '', address);
}

function addressOf(chatId: string): string {
  return `/chat/${chatId}`;
}
