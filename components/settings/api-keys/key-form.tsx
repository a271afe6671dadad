'use client';

import type { ReactNode } from 'react';
import { FormError } from '@/components/auth/form-error';
import { SubmitButton } from '@/components/auth/submit-button';
import { Button, buttonVariants } from '@/components/ui/button';
import { useFormAction } from '@/components/ui/use-form-action';
import type { FormAction } from '@/lib/form-state';
import { ShownKey } from './shown-key';

interface KeyFormProps {
  action: FormAction<string>;
  submit: string;
  onDone: () => void;
  children: ReactNode;
}

/** A form that ends with a key, or says what went wrong. */
export function KeyForm({ action, submit, onDone, children }: KeyFormProps) {
  const [state, send] = useFormAction(action);
  if (state.value !== undefined) return <ShownKey apiKey={state.value} onDone={onDone} />;
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
