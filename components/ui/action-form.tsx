'use client';

import type { ReactNode, SyntheticEvent } from 'react';
import type { FormAction } from '@/lib/form-state';
import { AnswerError } from './answer-error';
import { useFormAction } from './use-form-action';

interface Props<Value> {
  action: FormAction<Value>;
  className: string;
  children: ReactNode;
  /** What stands in its place once it is done. */
  done?: (value: Value) => ReactNode;
}

/** A form that shows what went wrong when it was sent. It works without JavaScript, too. */
export function ActionForm<Value = undefined>({ action, className, children, done }: Props<Value>) {
  const [state, send] = useFormAction(action);
  if (done && state.value !== undefined) return done(state.value);
  return (
    <form action={send} onReset={keepWhatWasTyped} className={className}>
      <AnswerError answer={state} />
      {children}
    </form>
  );
}

/** React resets a form when its action is done, also when something was wrong. https://react.dev/reference/react-dom/components/form */
function keepWhatWasTyped(event: SyntheticEvent) {
  event.preventDefault();
}
