'use client';

import { type ReactNode, useActionState } from 'react';
import type { KeyFormState } from '@/app/settings/api-keys/actions';
import { FormError } from '@/components/auth/form-error';
import { SubmitButton } from '@/components/auth/submit-button';
import { Button, buttonVariants } from '@/components/ui/button';
import { ShownKey } from './shown-key';

interface KeyFormProps {
  action: (state: KeyFormState, form: FormData) => Promise<KeyFormState>;
  submit: string;
  onDone: () => void;
  children: ReactNode;
}

/** A form that ends with a key, or says what went wrong. */
export function KeyForm({ action, submit, onDone, children }: KeyFormProps) {
  const [state, send] = useActionState(action, {});
  if (state.key !== undefined) return <ShownKey apiKey={state.key} onDone={onDone} />;
  return (
    <form action={send} onReset={(event) => event.preventDefault()} className="mt-4 space-y-4">
      <FormError>{state.error}</FormError>
      {children}
      <div className="flex justify-end gap-2 pt-1">
        <Button variant="outline" onClick={onDone}>
          Cancel
        </Button>
        <SubmitButton className={buttonVariants()}>{submit}</SubmitButton>
      </div>
    </form>
  );
}
