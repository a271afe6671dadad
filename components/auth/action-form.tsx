'use client';

import { type ReactNode, useActionState } from 'react';
import type { FormState } from '@/lib/auth/actions';
import { FormError } from './form-error';

interface Props {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  children: ReactNode;
}

/** A form that shows what went wrong when it was sent. It works without JavaScript, too. */
export function ActionForm({ action, children }: Props) {
  const [state, send] = useActionState(action, {});
  return (
    <form action={send} className="grid gap-2">
      <FormError>{state.error}</FormError>
      {children}
    </form>
  );
}
