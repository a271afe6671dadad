'use client';

import { useActionState } from 'react';
import { Input } from '@/components/ui/input';
import { Label } from '@/components/ui/label';
import type { FormState } from '@/lib/auth/actions';
import { FormError } from './form-error';
import { SubmitButton } from './submit-button';

interface Props {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  /** A known password, or one that is made up now: password managers fill in the one and suggest the other. */
  password: 'current-password' | 'new-password';
  submit: string;
  /** Whether it is the page's main way on. */
  isMain: boolean;
  next: string;
}

/** An e-mail address and a password. What was typed as address stays when something was wrong. */
export function PasswordForm({ action, password, submit, isMain, next }: Props) {
  const [state, send] = useActionState(action, {});
  const describedBy = state.error ? 'password-form-error' : undefined;
  return (
    <form action={send} className="grid gap-4">
      <FormError id="password-form-error">{state.error}</FormError>
      <input type="hidden" name="next" value={next} />
      <div className="grid gap-1.5">
        <Label htmlFor="email">E-mail</Label>
        <Input
          id="email"
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={state.email}
          aria-describedby={describedBy}
        />
      </div>
      <div className="grid gap-1.5">
        <Label htmlFor="password">Password</Label>
        <Input
          id="password"
          name="password"
          type="password"
          autoComplete={password}
          required
          aria-describedby={describedBy ?? (password === 'new-password' ? 'password-rule' : undefined)}
        />
        {password === 'new-password' && (
          <p id="password-rule" className="text-muted-foreground text-sm">
            At least 8 characters.
          </p>
        )}
      </div>
      <SubmitButton variant={isMain ? 'default' : 'outline'}>{submit}</SubmitButton>
    </form>
  );
}
