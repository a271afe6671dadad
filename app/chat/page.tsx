import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { MODEL_COOKIE } from '@/components/chat/composer/remember-model';
import { NewChat } from '@/components/chat/new-chat';
import { NoModels } from '@/components/chat/no-models';
import { requireUserPage } from '@/lib/auth';
import { listModels } from '@/lib/models';

export const metadata: Metadata = { title: 'New chat' };

export default async function NewChatPage() {
  await requireUserPage('/chat');
  const [[first, ...others], jar] = await Promise.all([listModels(), cookies()]);
  if (!first) return <NoModels />;
  const remembered = jar.get(MODEL_COOKIE)?.value;
  return <NewChat models={[first, ...others]} modelId={remembered} />;
}
