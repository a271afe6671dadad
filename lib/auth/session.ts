import 'server-only';
import { getToken } from 'next-auth/jwt';
import { z } from 'zod';
import { env } from '../env';
import { idSchema, type UserId } from '../ids';
import { PERSON_KINDS, type PersonKind } from '../vocabulary';
import { decodeOnce } from './decode-once';
import { hasEnded } from './ended-sessions';
import { authSecret } from './secret';
import { SESSION_DAYS } from './session-lifetime';

/** The person who sent a request, as their session cookie says. */
export interface CurrentUser {
  id: UserId;
  kind: PersonKind;
  name: string | null;
  email: string | null;
}

/** A person whose session is about to begin. */
export interface SignedIn extends CurrentUser {
  /** When their sessions were last ended, in epoch milliseconds, as it stood in the row that they were found by; 0: never. */
  sessionsFrom: number;
}

export const SESSION_SECONDS = SESSION_DAYS * 24 * 60 * 60;

/** What the cookie carries of a person. */
export const sessionSchema = z.object({
  userId: idSchema<UserId>(),
  kind: z.enum(PERSON_KINDS),
  name: z.string().nullable(),
  email: z.string().nullable(),
  /** As in `SignedIn`. Sessions of versions before this one don’t say it: they end at what came after the second they are of. */
  sessionsFrom: z.number().optional(),
});

/**
 * Who sent a request with these headers; nobody when the session cookie is missing, forged or over, or the session was
 * ended. Decrypts the cookie, and asks the database as seldom as `hasEnded` does.
 *
 * @param isOver whether a session was ended; `hasEndedByNow` where another one is made of it
 */
export async function userOfRequest(headers: Headers, isOver = hasEnded): Promise<CurrentUser | undefined> {
  const token = await getToken({
    // Only the cookie: `getToken` would also take a session from an Authorization header, which is for API keys.
    req: { headers: { cookie: headers.get('cookie') ?? '' } },
    secret: await authSecret(),
    secureCookie: isHttps(headers),
    decode: decodeOnce,
  });
  const session = sessionSchema.safeParse(token);
  if (!session.success) return undefined;
  const beganBeforeMs = ((token?.iat ?? 0) + 1) * 1_000;
  const { userId: id, kind, name, email, sessionsFrom = beganBeforeMs - 1 } = session.data;
  if (await isOver(id, sessionsFrom)) return undefined;
  return { id, kind, name, email };
}

/** Auth.js names its cookies `__Secure-…` exactly when it takes the site’s address for an HTTPS one. */
function isHttps(headers: Headers): boolean {
  return env.AUTH_URL ? env.AUTH_URL.startsWith('https:') : headers.get('x-forwarded-proto') === 'https';
}
