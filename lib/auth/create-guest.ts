import { users } from '../db/schema';
import type { Database } from '../db/types';
import { newId, type UserId } from '../ids';
import { countGuest } from './attempts';
import type { SignedIn } from './session';

/**
 * Makes a guest: a person without an e-mail address or a password, ten an hour for each address.
 *
 * @throws TooManyRequestsError
 */
export async function createGuest(db: Database, { address }: { address: string }): Promise<SignedIn> {
  await countGuest(db, address);
  const id = newId<UserId>();
  await db.insert(users).values({ id, kind: 'guest' });
  return { id, kind: 'guest', name: null, email: null, sessionsFrom: 0 };
}
