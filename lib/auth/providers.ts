import type { NextAuthConfig } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import GitHub from 'next-auth/providers/github';
import Google from 'next-auth/providers/google';
import { getDb } from '../db/client';
import { env } from '../env';
import { clientAddress } from './client-address';
import { createGuest } from './create-guest';
import { parseCredentials } from './credentials';
import { hasEndedByNow } from './ended-sessions';
import { AlreadySignedInError, GuestsOffError } from './errors';
import { guestsAllowed } from './guests';
import { refusing } from './refusal';
import { userOfRequest } from './session';
import { signUp } from './sign-up';
import { verifyPassword } from './verify-password';

/** Every way to sign in, for Auth.js. Each only reads the request and calls the service of that name. */
export function providers(): NextAuthConfig['providers'] {
  // `state` besides PKCE: a provider that ignores PKCE would let an attacker finish their own sign-in here.
  const checks: ('pkce' | 'state')[] = ['pkce', 'state'];
  return [
    guest,
    password,
    newAccount,
    ...(env.AUTH_GITHUB_ID
      ? [GitHub({ clientId: env.AUTH_GITHUB_ID, clientSecret: env.AUTH_GITHUB_SECRET, checks })]
      : []),
    ...(env.AUTH_GOOGLE_ID
      ? [Google({ clientId: env.AUTH_GOOGLE_ID, clientSecret: env.AUTH_GOOGLE_SECRET, checks })]
      : []),
  ];
}

const guest = Credentials({
  id: 'guest',
  name: 'Guest',
  credentials: {},
  authorize: (_, request) =>
    refusing(async () => {
      if (!guestsAllowed()) throw new GuestsOffError();
      // The button leads on without asking: see `continueAsGuest`.
      if (await userOfRequest(request.headers, hasEndedByNow)) throw new AlreadySignedInError();
      return createGuest(await getDb(), { address: clientAddress(request.headers) });
    }),
});

const fields = { email: { type: 'email' }, password: { type: 'password' } };

const password = Credentials({
  id: 'password',
  name: 'E-mail and password',
  credentials: fields,
  authorize: (form, request) =>
    refusing(async () => {
      const address = clientAddress(request.headers);
      return verifyPassword({ db: await getDb() }, { ...parseCredentials(form), address });
    }),
});

const newAccount = Credentials({
  id: 'sign-up',
  name: 'New account',
  credentials: fields,
  authorize: (form, request) =>
    refusing(async () => {
      const address = clientAddress(request.headers);
      const current = await userOfRequest(request.headers, hasEndedByNow);
      const guestId = current?.kind === 'guest' ? current.id : undefined;
      return signUp({ db: await getDb() }, { ...parseCredentials(form), address, guest: guestId });
    }),
});
