import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { z } from 'zod';
import { SharedConversation } from '@/components/chat/shared/shared-conversation';
import { buttonVariants } from '@/components/ui/button';
import { TallyMark } from '@/components/ui/tally-mark';
import { type Author, loadSharedChat, type SharedChat } from '@/lib/chats/share-chat';
import { getDb } from '@/lib/db/client';
import { NotFoundError } from '@/lib/errors';
import { PRODUCT_NAME } from '@/lib/product';

const AUTHORS: Record<Author, string> = {
  model: 'Its replies were written by a model.',
  demo: 'Its replies are a demo’s built-in text.',
  both: 'Some of its replies were written by a model, the others are a demo’s built-in text.',
};

type Props = PageProps<'/share/[shareId]'>;

/** Only who has the link should find it: no search engine, and no page that is linked to from it. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title } = await openShared((await params).shareId);
  return { title, robots: { index: false, follow: false }, referrer: 'no-referrer' };
}

/** A chat that somebody shared, for anybody who has its link: no name, no cost, nothing to change. */
export default async function SharedChatPage({ params }: Props) {
  const { title, messages, writtenBy } = await openShared((await params).shareId);
  return (
    <div className="mx-auto grid min-h-dvh w-full max-w-3xl grid-cols-1 content-start gap-6 px-4 pb-12 md:px-6">
      <header className="flex h-14 items-center justify-between gap-3">
        <Link href="/" className="flex items-center gap-2 rounded-md font-semibold">
          <TallyMark className="text-primary" />
          {PRODUCT_NAME}
        </Link>
        <Link href="/chat" className={buttonVariants({ variant: 'outline', size: 'sm' })}>
          Start a chat
        </Link>
      </header>
      <main className="grid grid-cols-1 gap-6">
        <div className="grid gap-1">
          <h1 dir="auto" className="text-balance font-semibold text-xl tracking-tight">
            {title}
          </h1>
          <p className="text-muted-foreground text-sm">A shared chat. {AUTHORS[writtenBy]}</p>
        </div>
        <SharedConversation messages={messages} />
      </main>
    </div>
  );
}

const openShared = cache(async (shareId: string): Promise<SharedChat> => {
  if (!z.uuid().safeParse(shareId).success) notFound();
  try {
    return await loadSharedChat(await getDb(), shareId);
  } catch (error) {
    if (error instanceof NotFoundError) notFound();
    throw error;
  }
});
