import type { Database } from '@/lib/db/types';
import { findUserByEmail } from '../find-user';
import { passwordToken } from './token';

interface Context {
  db: Database;
  secret: string;
  /** Where the app is. */
  appUrl: string;
  now?: Date;
}

/** A link with which the person with this address can choose a new password; undefined: there is nobody. */
export async function passwordLink(
  { db, secret, appUrl, now = new Date() }: Context,
  email: string,
): Promise<string | undefined> {
  const found = await findUserByEmail(db, email);
  if (!found) return undefined;
  const token = passwordToken(secret, found, now);
  return new URL(`/new-password?token=${token}`, appUrl).href;
}
