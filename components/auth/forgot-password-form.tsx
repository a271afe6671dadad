'use client';

import type { ReactNode } from 'react';
import { useFormAction } from '@/components/ui/use-form-action';
import type { FormAction } from '@/lib/form-state';
import { keepWhatWasTyped } from './action-form';
import { FormError } from './form-error';

interface Props {
  action: FormAction<string>;
  children: ReactNode;
}

/** Asks for a link by mail, and then says where it went, if it did. */
export function ForgotPasswordForm({ action, children }: Props) {
  const [{ value: email, error }, send] = useFormAction(action);
  if (email !== undefined)
    return (
      <p role="status" className="text-sm">
        If <strong className="break-words font-medium">{email}</strong> has an account here, a mail with a
        link is on its way. The link holds for an hour. Look among the unwanted mail, too.
      </p>
    );
  return (
    <form action={send} onReset={keepWhatWasTyped} className="grid gap-4">
      <FormError>{error}</FormError>
      {children}
    </form>
  );
}
