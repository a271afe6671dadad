import { CredentialsSignin } from 'next-auth';
import { AppError } from '../errors';
import {
  AccountExistsError,
  AlreadySignedInError,
  GuestsOffError,
  NotYourAccountError,
  WrongCredentialsError,
} from './errors';

/**
 * An `AppError` as Auth.js takes it: a server action that signs in catches it, and any other way of signing in
 * leads to the sign-in page with `?error=CredentialsSignin&code=…`.
 */
export class Refusal extends CredentialsSignin {
  override code: string;

  constructor(readonly reason: AppError) {
    super(reason.message);
    this.code = reason.code;
  }
}

/** Runs a way of signing in for Auth.js: what a person should read is a refusal, anything else a fault of ours. */
export async function refusing<T>(signIn: () => Promise<T>): Promise<T> {
  try {
    return await signIn();
  } catch (error) {
    throw error instanceof AppError ? new Refusal(error) : error;
  }
}

const sentences: Readonly<Record<string, string>> = {
  [new WrongCredentialsError().code]: new WrongCredentialsError().message,
  [new AccountExistsError().code]: new AccountExistsError().message,
  [new NotYourAccountError().code]: new NotYourAccountError().message,
  [new AlreadySignedInError().code]: new AlreadySignedInError().message,
  [new GuestsOffError().code]: new GuestsOffError().message,
  too_many_requests: 'That was too many attempts. Try again later.',
};

/** What a page says for the `error` and `code` that Auth.js sent a person there with. */
export function refusalSentence(query: { error?: unknown; code?: unknown }): string | undefined {
  if (!query.error) return undefined;
  const sentence =
    typeof query.code === 'string' && Object.hasOwn(sentences, query.code) && sentences[query.code];
  return sentence || 'Signing in didn’t work, or was cancelled. Nothing has changed. Try again in a moment.';
}
