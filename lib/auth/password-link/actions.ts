'use server';

import { headers } from 'next/headers';
import { after } from 'next/server';
import { getDb } from '@/lib/db/client';
import { type FormState, showingErrors } from '@/lib/form-state';
import { countPasswordLink } from '../attempts';
import { clientAddress } from '../client-address';
import { parseEmail, parsePassword } from '../credentials';
import { authSecret } from '../secret';
import { signInWith } from '../sign-in-with';
import { mailPasswordLink } from './mail';
import { redeemPasswordLink } from './redeem';

/**
 * Sends a link to the address in the field `email`, if it is an account's. The answer is the same if it isn't, and as fast:
 * what there is to do is done after it.
 */
export async function sendPasswordLink(_: FormState<string>, form: FormData): Promise<FormState<string>> {
  return showingErrors(async () => {
    const email = parseEmail(form.get('email'));
    const address = clientAddress(await headers());
    await countPasswordLink(await getDb(), { email, address });
    after(() => mailPasswordLink(email));
    return { value: email };
  });
}

/** Makes the field `password` the password of whose link has the `token`, and signs them in with it. */
export async function chooseNewPassword(_: FormState, form: FormData): Promise<FormState> {
  const { value: email, error } = await showingErrors(async () => {
    const password = parsePassword(form.get('password'));
    const redemption = {
      token: String(form.get('token')),
      password,
      address: clientAddress(await headers()),
    };
    return { value: await redeemPasswordLink({ db: await getDb(), secret: await authSecret() }, redemption) };
  });
  if (email === undefined) return { error };
  form.set('email', email);
  const { error: refusal } = await signInWith('password', form);
  return { error: `Your new password is saved, but you are not signed in yet. ${refusal}` };
}
