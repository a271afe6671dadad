import type { Database } from '../db/types';
import { countSignInAttempt, forgetSignInAttempts } from './attempts';
import { checkPassword } from './check-password';
import type { Credentials } from './credentials';
import { findUserByEmail } from './find-user';
import { argon2id, type PasswordHasher } from './password-hasher';
import type { SignedIn } from './session';

/**
 * The person with this e-mail address and password.
 *
 * @throws WrongCredentialsError, the same and after the same work whether or not the address is known
 * @throws TooManyRequestsError
 */
export async function verifyPassword(
  { db, hasher = argon2id }: { db: Database; hasher?: PasswordHasher },
  { email, password, address }: Credentials & { address: string },
): Promise<SignedIn> {
  await countSignInAttempt(db, { email, address });
  const user = await checkPassword(hasher, await findUserByEmail(db, email), password);
  await forgetSignInAttempts(db, { email, address });
  return user;
}
