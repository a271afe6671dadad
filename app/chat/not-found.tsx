import Link from 'next/link';
import { PageHeader } from '@/components/app-shell/page-header';
import { UnsentNote } from '@/components/chat/notice/unsent-note';
import { buttonVariants } from '@/components/ui/button';
import { currentUser } from '@/lib/auth';

/** Also shown when the chat is somebody else's: whether it exists is not told. */
export default async function ChatNotFound() {
  const user = await currentUser();
  return (
    <>
      <PageHeader title="No such chat" />
      <div className="m-auto grid max-w-sm justify-items-center gap-4 p-6 text-center">
        <p className="text-muted-foreground">
          This chat doesn’t exist, or it isn’t yours. It may have been deleted.
        </p>
        {user && <UnsentNote userId={user.id} />}
        <Link href="/chat" className={buttonVariants()}>
          New chat
        </Link>
      </div>
    </>
  );
}
