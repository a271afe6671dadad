import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { MODEL_COOKIE } from '@/components/chat/composer/model-cookie';
import { NewChat } from '@/components/chat/new-chat';
import { NoModels } from '@/components/chat/no-models';
import { requireUserPage } from '@/lib/auth';
import { readChatFigures } from '@/lib/chats/figures';
import { getDb } from '@/lib/db/client';
import { listModels } from '@/lib/models';

export const metadata: Metadata = { title: 'New chat' };

export default async function NewChatPage() {
  const user = await requireUserPage('/chat');
  const [[first, ...others], jar, figures] = await Promise.all([
    listModels(),
    cookies(),
    readChatFigures(await getDb(), user, null),
  ]);
  if (!first) return <NoModels />;
  const remembered = jar.get(MODEL_COOKIE)?.value;
  return <NewChat userId={user.id} models={[first, ...others]} modelId={remembered} figures={figures} />;
}
