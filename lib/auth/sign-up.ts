import type { Database } from '../db/types';
import type { UserId } from '../ids';
import { countSignInAttempt, countSignUpAttempt, forgetSignInAttempts } from './attempts';
import { checkPassword } from './check-password';
import type { Credentials } from './credentials';
import { findUserByEmail } from './find-user';
import { makeMember } from './make-member';
import { argon2id, type PasswordHasher } from './password-hasher';
import { retryOnConflict } from './retry-on-conflict';
import type { SignedIn } from './session';

/**
 * Makes an account with an e-mail address and a password; a guest keeps their row, and so their id.
 * With an address that is taken it is a sign-in: docs/decisions/what-sign-in-tells.md.
 *
 * @throws WrongCredentialsError when the address is taken and the password isn't its account's
 * @throws TooManyRequestsError
 */
export async function signUp(
  { db, hasher = argon2id }: { db: Database; hasher?: PasswordHasher },
  { email, password, address, guest }: Credentials & { address: string; guest?: UserId },
): Promise<SignedIn> {
  await countSignUpAttempt(db, address);
  await countSignInAttempt(db, { email, address });
  return retryOnConflict(async () => {
    const found = await findUserByEmail(db, email);
    if (found) {
      const user = await checkPassword(hasher, found, password);
      await forgetSignInAttempts(db, { email, address });
      return user;
    }
    return makeMember(db, { email, passwordHash: await hasher.hash(password), guest });
  });
}
