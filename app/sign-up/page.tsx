import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AccountButtons } from '@/components/auth/account-buttons';
import { PasswordForm } from '@/components/auth/password-form';
import { SignInFrame } from '@/components/auth/sign-in-frame';
import { currentUser } from '@/lib/auth';
import { createAccount } from '@/lib/auth/actions';
import { safeNextPath, withNext } from '@/lib/auth/next-path';

export const metadata: Metadata = { title: 'Create an account' };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Makes an account: a new one, or of the guest who is signed in. */
export default async function SignUpPage({ searchParams }: Props) {
  const { next: wanted } = await searchParams;
  const next = safeNextPath(wanted);
  const user = await currentUser();
  if (user?.kind === 'member') redirect(next);
  return (
    <SignInFrame
      title={user ? 'Keep your chats' : 'Create an account'}
      hint={
        user &&
        'Create an account: what you said and used as a guest stays yours. An account you already have won’t get your ' +
          'guest chats.'
      }
    >
      <AccountButtons next={next} />
      <PasswordForm
        action={createAccount}
        password="new-password"
        submit="Create account"
        isMain
        next={next}
      />
      <p className="text-center text-muted-foreground text-sm">
        Have an account?{' '}
        <a href={withNext('/sign-in', next)} className="text-primary underline underline-offset-4">
          Sign in
        </a>
      </p>
    </SignInFrame>
  );
}
