import { unstable_rethrow } from 'next/navigation';
import { toAppError } from './http';

/** What a form shows after it was sent: what came of it, or what went wrong. */
export interface FormState<Value = undefined> {
  value?: Value;
  error?: string;
}

export type FormAction<Value = undefined> = (
  state: FormState<Value>,
  form: FormData,
) => Promise<FormState<Value>>;

/** @returns what `change` does; of an error, what to tell the person of it. One that we did not foresee goes to the log. */
export async function showingErrors<Value>(
  change: () => Promise<FormState<Value>>,
): Promise<FormState<Value>> {
  try {
    return await change();
  } catch (error) {
    // A redirect, say.
    unstable_rethrow(error);
    return { error: toAppError(error).message };
  }
}
