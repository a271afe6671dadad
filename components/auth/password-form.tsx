import { buttonVariants } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Label } from '@/components/ui/label';
import type { FormAction } from '@/lib/form-state';
import { ActionForm } from './action-form';
import { SubmitButton } from './submit-button';

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
  const isNew = password === 'new-password';
  return (
    <ActionForm action={action} className="grid gap-4">
      <input type="hidden" name="next" value={next} />
      <div className="grid gap-1.5">
        <Label htmlFor="email">E-mail</Label>
        <Input id="email" name="email" type="email" autoComplete="username" required />
      </div>
      <div className="grid gap-1.5">
        <Label htmlFor="password">Password</Label>
        <Input
          id="password"
          name="password"
          type="password"
          autoComplete={password}
          required
          aria-describedby={isNew ? 'password-rule' : undefined}
        />
        {isNew && (
          <p id="password-rule" className="text-muted-foreground text-sm">
            At least 8 characters.
          </p>
        )}
      </div>
      <SubmitButton className={buttonVariants({ variant: isMain ? 'default' : 'outline' })}>
        {submit}
      </SubmitButton>
    </ActionForm>
  );
}
