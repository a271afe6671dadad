/** What a form shows after it was sent: what came of it, or what went wrong. */
export interface FormState<Value = undefined> {
  value?: Value;
  error?: string;
}

export type FormAction<Value = undefined> = (
  state: FormState<Value>,
  form: FormData,
) => Promise<FormState<Value>>;
