import { AppError } from './errors';

/** What a form shows after it was sent: what came of it, or what went wrong. */
export interface FormState<Value = undefined> {
  value?: Value;
  error?: string;
}

export type FormAction<Value = undefined> = (
  state: FormState<Value>,
  form: FormData,
) => Promise<FormState<Value>>;

/** @returns what `change` does; an error of ours, which is written for the person, is shown to them */
export async function showingErrors<Value>(
  change: () => Promise<FormState<Value>>,
): Promise<FormState<Value>> {
  try {
    return await change();
  } catch (error) {
    if (error instanceof AppError) return { error: error.message };
    throw error;
  }
}
