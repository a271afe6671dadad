import { unstable_rethrow } from 'next/navigation';
import { useActionState } from 'react';
import type { FormAction } from '@/lib/form-state';
import { whyFailed } from './failed-action';
import { useIsHydrated } from './use-in-browser';

/**
 * `useActionState` for the action of a form, with why it gave no answer in `error`: the page, and what was typed, would
 * be lost to the error page.
 */
export function useFormAction<Value = undefined>(action: FormAction<Value>) {
  const telling: FormAction<Value> = async (state, form) => {
    try {
      return await action(state, form);
    } catch (error) {
      // A redirect, say.
      unstable_rethrow(error);
      return { error: whyFailed(error) };
    }
  };
  // The server's HTML has the action itself, with which the form works without JavaScript.
  return useActionState(useIsHydrated() ? telling : action, {});
}
