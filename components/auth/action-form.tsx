'use client';

import type { ReactNode, SyntheticEvent } from 'react';
import { useFormAction } from '@/components/ui/use-form-action';
import type { FormAction } from '@/lib/form-state';
import { FormError } from './form-error';

interface Props {
  action: FormAction;
  className: string;
  children: ReactNode;
}

/** A form that shows what went wrong when it was sent. It works without JavaScript, too. */
export function ActionForm({ action, className, children }: Props) {
  const [state, send] = useFormAction(action);
  return (
    <form action={send} onReset={keepWhatWasTyped} className={className}>
      <FormError>{state.error}</FormError>
      {children}
    </form>
  );
}

/** React resets a form when its action is done, also when something was wrong. https://react.dev/reference/react-dom/components/form */
export function keepWhatWasTyped(event: SyntheticEvent) {
  event.preventDefault();
}
