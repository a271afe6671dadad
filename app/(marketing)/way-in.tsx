import Link from 'next/link';
import { GuestForm } from '@/components/auth/guest-form';
import { buttonVariants } from '@/components/ui/button';
import type { CurrentUser } from '@/lib/auth';

interface Props {
  user: CurrentUser | undefined;
  /** Whether people may chat without an account. */
  guests: boolean;
  /** Whether the built-in demo answers. */
  demo: boolean;
}

/** The one click that comes first: to one's chats, in as a guest, or to an account where guests are off. */
export function WayIn({ user, guests, demo }: Props) {
  if (user) {
    return (
      <Link href="/chat" className={buttonVariants({ size: 'lg' })}>
        Go to your chats
      </Link>
    );
  }
  return (
    <div className="grid gap-2">
      {guests ? (
        <GuestForm next="/chat" />
      ) : (
        <Link href="/sign-up" className={buttonVariants({ size: 'lg' })}>
          Create an account
        </Link>
      )}
      {demo && (
        <p className="text-balance text-center text-muted-foreground text-sm">
          This is a demo: prepared text answers, not a model.
        </p>
      )}
    </div>
  );
}
