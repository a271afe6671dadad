import { WrongCredentialsError } from './errors';
import type { UserWithPassword } from './find-user';
import type { PasswordHasher } from './password-hasher';
import type { SignedIn } from './session';

/**
 * The person, if this is their password. Takes as long when there is no such person, or none with a password:
 * then it compares with a decoy.
 *
 * @throws WrongCredentialsError otherwise, always the same
 */
export async function checkPassword(
  hasher: PasswordHasher,
  found: UserWithPassword | undefined,
  password: string,
): Promise<SignedIn> {
  const decoy = await hasher.decoy();
  const isRight = await hasher.verify(found?.passwordHash ?? decoy, password);
  if (!found?.passwordHash || !isRight) throw new WrongCredentialsError();
  return found.user;
}
