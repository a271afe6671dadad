import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { users } from '@/lib/db/schema';
import type { Database } from '@/lib/db/types';
import { forgetAllSignInAttempts } from '../attempts';
import { sessionsEndNow } from '../ended-sessions';
import { PasswordLinkOverError } from '../errors';
import { findUserById, type UserWithPassword } from '../find-user';
import { argon2id, type PasswordHasher } from '../password-hasher';
import { isSealed, tokenHolder } from './token';

interface Context {
  db: Database;
  secret: string;
  hasher?: PasswordHasher;
  now?: Date;
}

/**
 * Whose link it is.
 *
 * @throws PasswordLinkOverError when the link is over, was used, or isn't ours
 */
export async function holderOf(
  { db, secret, now = new Date() }: Context,
  token: string,
): Promise<UserWithPassword> {
  const userId = tokenHolder(token, now);
  const found = userId && (await findUserById(db, userId));
  if (!found || !isSealed(secret, token, found)) throw new PasswordLinkOverError();
  return found;
}

interface Redemption {
  token: string;
  password: string;
  /** The network address that it comes from. */
  address: string;
}

/**
 * Gives the link's person a new password, and ends the sessions that they, or somebody who knew the old one, have open.
 *
 * @returns their e-mail address
 * @throws PasswordLinkOverError when the link is over, was used, or isn't ours
 */
export async function redeemPasswordLink(
  context: Context,
  { token, password, address }: Redemption,
): Promise<string> {
  const { db, hasher = argon2id } = context;
  const { user, passwordHash } = await holderOf(context, token);
  const isAsBefore = sql`${users.passwordHash} is not distinct from ${passwordHash}`;
  const [changed] = await db
    .update(users)
    .set({ passwordHash: await hasher.hash(password), sessionsFrom: sessionsEndNow })
    .where(and(eq(users.id, user.id), isNotNull(users.email), isAsBefore))
    .returning({ email: users.email });
  // Used twice at once, or the address was taken from the account.
  if (!changed?.email) throw new PasswordLinkOverError();
  await forgetAllSignInAttempts(db, { email: changed.email, address });
  return changed.email;
}
