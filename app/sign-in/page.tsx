import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AccountButtons } from '@/components/auth/account-buttons';
import { GuestForm } from '@/components/auth/guest-form';
import { PasswordForm } from '@/components/auth/password-form';
import { Or, SignInFrame } from '@/components/auth/sign-in-frame';
import { FormError } from '@/components/ui/form-error';
import { currentUser, guestsAllowed } from '@/lib/auth';
import { accountProviders } from '@/lib/auth/account-providers';
import { signInWithPassword } from '@/lib/auth/actions';
import { CONNECTED_ACCOUNTS_PATH } from '@/lib/auth/connected-accounts';
import { withNext } from '@/lib/auth/next-path';
import { mailsPasswordLinks } from '@/lib/auth/password-link/mail';
import { refusalSentence } from '@/lib/auth/refusal';
import { wantedPath } from '@/lib/auth/wanted-path';

export const metadata: Metadata = { title: 'Sign in' };

type Query = Record<string, string | string[] | undefined>;

interface Props {
  searchParams: Promise<Query>;
}

/** Every way in. Guests may sign in to an account. Members have no business here, but that Auth.js sends all errors here. */
export default async function SignInPage({ searchParams }: Props) {
  const query = await searchParams;
  const next = await wantedPath(query);
  const user = await currentUser();
  if (user?.kind === 'member') redirect(pageOfMember(query) ?? next);
  const offersGuest = guestsAllowed() && !user;
  return (
    <SignInFrame title="Sign in">
      <FormError>{refusalSentence(query)}</FormError>
      {offersGuest && (
        <>
          <GuestForm next={next} />
          <Or />
        </>
      )}
      <AccountButtons next={next} />
      <PasswordForm
        action={signInWithPassword}
        password="current-password"
        submit="Sign in"
        isMain={!offersGuest}
        next={next}
      />
      {mailsPasswordLinks() && (
        <p className="text-center text-sm">
          <a href={withNext('/forgot-password', next)} className="text-primary underline underline-offset-4">
            Forgot your password?
          </a>
        </p>
      )}
      <p className="text-balance text-center text-muted-foreground text-sm">
        {user ? 'An account you already have won’t get your guest chats. To keep them, ' : 'New here? '}
        <a href={withNext('/sign-up', next)} className="text-primary underline underline-offset-4">
          {user ? 'create an account' : 'Create an account'}
        </a>
      </p>
    </SignInFrame>
  );
}

/** The page that says to a member why an account could not be connected. */
function pageOfMember({ error, code }: Query): string | undefined {
  if (typeof error !== 'string' || accountProviders().length === 0) return undefined;
  const refusal = new URLSearchParams({ error, ...(typeof code === 'string' && { code }) });
  return `${CONNECTED_ACCOUNTS_PATH}?${refusal}`;
}
