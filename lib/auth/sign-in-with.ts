import 'server-only';
import { redirect } from 'next/navigation';
import { AuthError } from 'next-auth';
import type { FormState } from '../form-state';
import { whyUnavailable } from '../http';
import { signIn } from './auth';
import { forgetCallbackUrl } from './auth-cookies';
import { rootOf } from './logger';
import { safeNextPath } from './next-path';
import { Refusal } from './refusal';

export type Provider = 'guest' | 'password' | 'sign-up' | 'github' | 'google';

const FAULT = 'Signing in didn’t work, through a fault on our side. Try again in a moment.';

/** Signs in with what a form has in `email` and `password`, and leads on to its `next`; or says why not. */
export async function signInWith(provider: Provider, form: FormData): Promise<FormState> {
  const redirectTo = safeNextPath(form.get('next'));
  const email = textOf(form, 'email');
  let leadsTo: string;
  try {
    const password = textOf(form, 'password');
    leadsTo = await signIn(provider, { email, password, redirectTo, redirect: false });
  } catch (error) {
    if (error instanceof Refusal) return { error: error.reason.message };
    if (!(error instanceof AuthError)) throw error;
    const unavailable = whyUnavailable(rootOf(error));
    return { error: unavailable?.message ?? FAULT };
  }
  if (isTurnedDown(leadsTo, provider)) {
    await forgetCallbackUrl();
    return { error: FAULT };
  }
  // A path, not Auth.js' absolute URL, so that the browser goes on without loading the page anew.
  redirect(provider === 'github' || provider === 'google' ? leadsTo : redirectTo);
}

/**
 * Whether Auth.js turned the request down before it began, as where the cookie with where to lead on holds no address, which
 * another app on the same host can bring about. It throws nothing then, and leads to where it was asked itself.
 */
function isTurnedDown(leadsTo: string, provider: Provider): boolean {
  const { pathname } = new URL(leadsTo);
  return pathname === `/api/auth/callback/${provider}` || pathname === `/api/auth/signin/${provider}`;
}

function textOf(form: FormData, field: string): string {
  const value = form.get(field);
  return typeof value === 'string' ? value : '';
}
