import { ActionForm } from '@/components/ui/action-form';
import { buttonVariants } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Label } from '@/components/ui/label';
import { SubmitButton } from '@/components/ui/submit-button';
import type { FormAction } from '@/lib/form-state';
import { PasswordField } from './password-field';

interface Props {
  action: FormAction;
  /** A known password, or one that is made up now: password managers fill in the one and suggest the other. */
  password: 'current-password' | 'new-password';
  submit: string;
  /** Whether it is the page's main way on. */
  isMain: boolean;
  next: string;
}

/** An e-mail address and a password. */
export function PasswordForm({ action, password, submit, isMain, next }: Props) {
  return (
    <ActionForm action={action} className="grid gap-4">
      <input type="hidden" name="next" value={next} />
      <div className="grid gap-1.5">
        <Label htmlFor="email">E-mail</Label>
        <Input id="email" name="email" type="email" autoComplete="username" required />
      </div>
      <PasswordField autoComplete={password} />
      <SubmitButton className={buttonVariants({ variant: isMain ? 'default' : 'outline' })}>
        {submit}
      </SubmitButton>
    </ActionForm>
  );
}
