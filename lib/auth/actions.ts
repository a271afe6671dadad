'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getDb } from '../db/client';
import { type FormState, showingErrors } from '../form-state';
import { forgetSession } from './auth-cookies';
import { requireUser } from './current-user';
import { endSessions, hasEndedByNow } from './ended-sessions';
import { safeNextPath } from './next-path';
import { userOfRequest } from './session';
import { signInWith } from './sign-in-with';

/** Makes a guest. Pressed twice, or in a tab that was open before, it leads on with the session that there is, as it is. */
export async function continueAsGuest(_: FormState, form: FormData): Promise<FormState> {
  return showingErrors(async () => {
    if (await userOfRequest(await headers(), hasEndedByNow)) redirect(safeNextPath(form.get('next')));
    return signInWith('guest', form);
  });
}

/** Takes `email` and `password` of a form, and leads on to its `next`. An answer is a refusal. */
export async function signInWithPassword(_: FormState, form: FormData): Promise<FormState> {
  return signInWith('password', form);
}

/** Takes the same, and is a sign-in where the address has an account; else a guest keeps their chats and their usage. */
export async function createAccount(_: FormState, form: FormData): Promise<FormState> {
  return signInWith('sign-up', form);
}

/** Leads on to GitHub or Google, which lead back to `next`. */
export async function continueWithAccount(_: FormState, form: FormData): Promise<FormState> {
  return signInWith(form.get('provider') === 'google' ? 'google' : 'github', form);
}

/** On this device only. A guest who signs out can’t come back. */
export async function signOutAction(): Promise<FormState> {
  // Not by Auth.js, which turns some requests down before it begins, and leaves the person signed in.
  await forgetSession();
  redirect('/sign-in');
}

/** On every device: for who has lost one, or left one signed in. */
export async function signOutEverywhere(): Promise<FormState> {
  const ended = await showingErrors<undefined>(async () => {
    const { id } = await requireUser();
    await endSessions(await getDb(), id);
    return {};
  });
  return ended.error ? ended : signOutAction();
}
