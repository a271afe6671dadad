import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { Conversation } from '@/components/chat/conversation';
import { NoModels } from '@/components/chat/no-models';
import { requireUserPage } from '@/lib/auth';
import { type ChatFigures, readChatFigures } from '@/lib/chats/figures';
import { type LoadedChat, loadChat } from '@/lib/chats/load-chat';
import { getDb } from '@/lib/db/client';
import { NotFoundError } from '@/lib/errors';
import { type ChatId, idSchema } from '@/lib/ids';
import { listModels } from '@/lib/models';

type Props = PageProps<'/chat/[id]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title } = await openChat((await params).id);
  return { title };
}

export default async function ChatPage({ params }: Props) {
  const { id } = await params;
  const user = await requireUserPage(`/chat/${id}`);
  const [chat, figures, [first, ...others]] = await Promise.all([
    openChat(id),
    openFigures(id),
    listModels(),
  ]);
  if (!first) return <NoModels />;
  return (
    <Conversation
      key={chat.id}
      userId={user.id}
      chatId={chat.id}
      title={chat.title}
      models={[first, ...others]}
      modelId={chat.model}
      figures={figures}
      settings={chat.settings}
      shareId={chat.shareId}
      initialMessages={chat.messages}
      replying={chat.replying}
    />
  );
}

async function openFigures(id: string): Promise<ChatFigures> {
  const user = await requireUserPage(`/chat/${id}`);
  const chatId = idSchema<ChatId>().safeParse(id);
  return readChatFigures(await getDb(), user, chatId.success ? chatId.data : null);
}

/** Loads the chat once for the page and its title. */
const openChat = cache(async (id: string): Promise<LoadedChat> => {
  const user = await requireUserPage(`/chat/${id}`);
  const chatId = idSchema<ChatId>().safeParse(id);
  if (!chatId.success) notFound();
  try {
    return await loadChat(await getDb(), { userId: user.id, chatId: chatId.data });
  } catch (error) {
    if (error instanceof NotFoundError) notFound();
    throw error;
  }
});
