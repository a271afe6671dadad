'use server';

import { redirect } from 'next/navigation';
import type { FormState } from '@/lib/form-state';
import { signOut } from './auth';
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
