import { oauthAccounts } from '../db/schema';
import type { Database } from '../db/types';
import { AccountExistsError, NotYourAccountError } from './errors';
import { findUserByAccount, findUserByEmail } from './find-user';
import { makeMember } from './make-member';
import { retryOnConflict } from './retry-on-conflict';
import type { CurrentUser, SignedIn } from './session';

interface AccountSignIn {
  provider: string;
  /** The account's id at the provider, which never changes. */
  providerAccountId: string;
  /** Only an address that the provider has verified. */
  email: string | null;
  name: string | null;
  /** Who was signed in when they pressed the button. */
  current?: CurrentUser;
}

/**
 * The person an account at GitHub or Google belongs to. The first time it becomes theirs: the current person's, or
 * a new member's. Who may have it, and why: docs/decisions/linking-accounts.md.
 *
 * @throws NotYourAccountError when a member is signed in, and it isn't theirs and has not their e-mail address
 * @throws AccountExistsError when somebody who isn't signed in here has its e-mail address
 */
export async function signInWithAccount(
  db: Database,
  { provider, providerAccountId, email, name, current }: AccountSignIn,
): Promise<SignedIn> {
  const account = { provider, providerAccountId };
  return retryOnConflict(async () => {
    const known = await findUserByAccount(db, account);
    const holder = known ?? (email ? (await findUserByEmail(db, email))?.user : undefined);
    if (current?.kind === 'member' && holder?.id !== current.id) throw new NotYourAccountError();
    if (known) return known;
    if (holder && holder.id !== current?.id) throw new AccountExistsError();
    return db.transaction(async (tx) => {
      const guest = current?.kind === 'guest' ? current.id : undefined;
      const user = holder ?? (await makeMember(tx, { email, name, guest }));
      await tx.insert(oauthAccounts).values({ ...account, userId: user.id });
      return user;
    });
  });
}
