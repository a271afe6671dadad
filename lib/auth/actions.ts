'use server';

import { redirect } from 'next/navigation';
import { getDb } from '@/lib/db/client';
import { type FormState, showingErrors } from '@/lib/form-state';
import { signOut } from './auth';
import { requireUser } from './current-user';
import { endSessions } from './ended-sessions';
import { signInWith } from './sign-in-with';

export async function continueAsGuest(_: FormState, form: FormData): Promise<FormState> {
  return signInWith('guest', form);
}

export async function signInWithPassword(_: FormState, form: FormData): Promise<FormState> {
  return signInWith('password', form);
}

export async function createAccount(_: FormState, form: FormData): Promise<FormState> {
  return signInWith('sign-up', form);
}

/** Leads on to GitHub or Google, which lead back to `next`. */
export async function continueWithAccount(_: FormState, form: FormData): Promise<FormState> {
  return signInWith(form.get('provider') === 'google' ? 'google' : 'github', form);
}

export async function signOutAction(): Promise<FormState> {
  await signOut({ redirect: false });
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
