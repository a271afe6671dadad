import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ForgotPasswordForm } from '@/components/auth/forgot-password-form';
import { SignInFrame } from '@/components/auth/sign-in-frame';
import { buttonVariants } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Label } from '@/components/ui/label';
import { SubmitButton } from '@/components/ui/submit-button';
import { currentUser } from '@/lib/auth';
import { safeNextPath, withNext } from '@/lib/auth/next-path';
import { sendPasswordLink } from '@/lib/auth/password-link/actions';
import { mailsPasswordLinks } from '@/lib/auth/password-link/mail';

export const metadata: Metadata = { title: 'Forgot your password' };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Asks for a link by mail, for who can't sign in and for who wants another password. Not there without a mail server. */
export default async function ForgotPasswordPage({ searchParams }: Props) {
  if (!mailsPasswordLinks()) notFound();
  const next = safeNextPath((await searchParams).next);
  const email = (await currentUser())?.email ?? undefined;
  return (
    <SignInFrame
      title={email ? 'Change your password' : 'Forgot your password?'}
      hint="We’ll send a link to your e-mail address, with which you choose a new one."
    >
      <ForgotPasswordForm action={sendPasswordLink}>
        <div className="grid gap-1.5">
          <Label htmlFor="email">E-mail</Label>
          <Input id="email" name="email" type="email" autoComplete="username" required defaultValue={email} />
        </div>
        <SubmitButton className={buttonVariants()}>Send the link</SubmitButton>
      </ForgotPasswordForm>
      <p className="text-center text-sm">
        <a
          href={email ? '/chat' : withNext('/sign-in', next)}
          className="text-primary underline underline-offset-4"
        >
          {email ? 'Back to the chat' : 'Back to signing in'}
        </a>
      </p>
    </SignInFrame>
  );
}
