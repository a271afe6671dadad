import type { ButtonProps } from '@/components/ui/button';
import { signOutAction } from '@/lib/auth/actions';
import { SubmitButton } from './submit-button';

/** Ends the session. A guest can’t come back to theirs: offer them `/sign-up` beside it. */
export function SignOutButton(props: Pick<ButtonProps, 'variant' | 'size' | 'className'>) {
  return (
    <form action={signOutAction}>
      <SubmitButton variant="ghost" {...props}>
        Sign out
      </SubmitButton>
    </form>
  );
}
