'use server';

import { redirect } from 'next/navigation';
import { AuthError } from 'next-auth';
import type { FormState } from '@/lib/form-state';
import { signIn, signOut } from './auth';
import { safeNextPath } from './next-path';
import { Refusal } from './refusal';

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

type Provider = 'guest' | 'password' | 'sign-up' | 'github' | 'google';

async function signInWith(provider: Provider, form: FormData): Promise<FormState> {
  const redirectTo = safeNextPath(form.get('next'));
  const email = textOf(form, 'email');
  let leadsTo: string;
  try {
    const password = textOf(form, 'password');
    leadsTo = await signIn(provider, { email, password, redirectTo, redirect: false });
  } catch (error) {
    if (error instanceof Refusal) return { error: error.reason.message };
    if (!(error instanceof AuthError)) throw error;
    return { error: 'Signing in didn’t work, through a fault on our side. Try again in a moment.' };
  }
  // A path, not Auth.js' absolute URL, so that the browser goes on without loading the page anew.
  redirect(provider === 'github' || provider === 'google' ? leadsTo : redirectTo);
}

function textOf(form: FormData, field: string): string {
  const value = form.get(field);
  return typeof value === 'string' ? value : '';
}
