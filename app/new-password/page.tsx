import type { Metadata } from 'next';
import { PasswordField } from '@/components/auth/password-field';
import { SignInFrame } from '@/components/auth/sign-in-frame';
import { ActionForm } from '@/components/ui/action-form';
import { buttonVariants } from '@/components/ui/button';
import { FormError } from '@/components/ui/form-error';
import { SubmitButton } from '@/components/ui/submit-button';
import { PasswordLinkOverError } from '@/lib/auth/errors';
import { chooseNewPassword } from '@/lib/auth/password-link/actions';
import { mailsPasswordLinks } from '@/lib/auth/password-link/mail';
import { holderOf } from '@/lib/auth/password-link/redeem';
import { authSecret } from '@/lib/auth/secret';
import { getDb } from '@/lib/db/client';

// Other sites aren't told the address: next.config.js. With `no-referrer` a form would be sent from `Origin: null`, which
// Next.js refuses.
export const metadata: Metadata = { title: 'New password', robots: { index: false } };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Where the link of a mail leads: a new password is chosen here. */
export default async function NewPasswordPage({ searchParams }: Props) {
  const token = String((await searchParams).token);
  const email = await emailOf(token);
  if (email === null) return <LinkIsOver />;
  return (
    <SignInFrame title="Choose a new password" hint="Wherever else you are signed in, you’ll be signed out.">
      <ActionForm action={chooseNewPassword} className="grid gap-4">
        <input type="hidden" name="token" value={token} />
        {/* Tells a password manager whose password it is. */}
        <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
        <p className="break-words text-sm">
          For <strong className="font-medium">{email}</strong>
        </p>
        <PasswordField autoComplete="new-password" />
        <SubmitButton className={buttonVariants()}>Save and sign in</SubmitButton>
      </ActionForm>
    </SignInFrame>
  );
}

function LinkIsOver() {
  const isMailed = mailsPasswordLinks();
  return (
    <SignInFrame title="Choose a new password">
      <FormError>{new PasswordLinkOverError().message}</FormError>
      <p className="text-center text-sm">
        <a
          href={isMailed ? '/forgot-password' : '/sign-in'}
          className="text-primary underline underline-offset-4"
        >
          {isMailed ? 'Ask for a new link' : 'Back to signing in'}
        </a>
      </p>
    </SignInFrame>
  );
}

/** Whose link it is; null when it is over. */
async function emailOf(token: string): Promise<string | null> {
  try {
    const { user } = await holderOf({ db: await getDb(), secret: await authSecret() }, token);
    return user.email;
  } catch (error) {
    if (error instanceof PasswordLinkOverError) return null;
    throw error;
  }
}
