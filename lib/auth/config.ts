import 'server-only';
import type { Account, NextAuthConfig, Profile, User } from 'next-auth';
import { getDb } from '../db/client';
import { firstCharacters } from '../first-characters';
import { hasEndedByNow } from './ended-sessions';
import { loggerFor } from './logger';
import { providers } from './providers';
import { refusing } from './refusal';
import { authSecret } from './secret';
import { type CurrentUser, SESSION_SECONDS, type SignedIn, sessionSchema, userOfRequest } from './session';
import { signInWithAccount } from './sign-in-with-account';
import { verifiedEmail } from './verified-email';

/** The longest name that is kept: the session cookie carries it. */
const MAX_NAME_LENGTH = 100;

/**
 * The set-up of Auth.js: sessions are encrypted JWTs in a cookie, and no adapter, because `users` is our own.
 *
 * @param request the request that Auth.js handles; none when a server action signs in or out
 */
export async function authConfig(request: Request | undefined): Promise<NextAuthConfig> {
  return {
    secret: await authSecret(),
    trustHost: true,
    basePath: '/api/auth',
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    // Also of what nothing leads to: Auth.js would answer with a page of its own, which has no Content-Security-Policy.
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in', verifyRequest: '/sign-in' },
    providers: providers(),
    logger: loggerFor(request),
    callbacks: {
      async jwt({ token, user, account, profile }) {
        // Only where a session is asked for, which is not served.
        if (!account) return token;
        if (account.type === 'credentials') return toToken(user);
        const current = request && (await userOfRequest(request.headers, hasEndedByNow));
        return refusing(async () => toToken(await accountOwner(account, profile, user, current)));
      },
    },
  };
}

async function accountOwner(
  account: Account,
  profile: Profile | undefined,
  user: User,
  current: CurrentUser | undefined,
): Promise<SignedIn> {
  return signInWithAccount(await getDb(), {
    provider: account.provider,
    providerAccountId: account.providerAccountId,
    email: await verifiedEmail(account, profile),
    name: user.name ? firstCharacters(user.name, MAX_NAME_LENGTH) : null,
    current,
  });
}

/** Checked again, because Auth.js has lost the type of what `authorize` returned. */
function toToken({ id, ...user }: User) {
  return sessionSchema.parse({ ...user, userId: id });
}
