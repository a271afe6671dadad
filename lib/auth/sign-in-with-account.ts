import { oauthAccounts } from '../db/schema';
import type { Database } from '../db/types';
import { AccountExistsError } from './errors';
import { findUserByAccount, findUserByEmail } from './find-user';
import { makeMember } from './make-member';
import { retryOnConflict } from './retry-on-conflict';
import type { CurrentUser } from './session';

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
 * The person an account at GitHub or Google belongs to. The first time it becomes theirs: the current guest's, or
 * a new member's. Who may have it, and why: docs/decisions/linking-accounts.md.
 *
 * @throws AccountExistsError when somebody who isn't signed in here has its e-mail address
 */
export async function signInWithAccount(
  db: Database,
  { provider, providerAccountId, email, name, current }: AccountSignIn,
): Promise<CurrentUser> {
  const account = { provider, providerAccountId };
  return retryOnConflict(async () => {
    const known = await findUserByAccount(db, account);
    if (known) return known;
    const holder = email ? await findUserByEmail(db, email) : undefined;
    if (holder && holder.user.id !== current?.id) throw new AccountExistsError();
    return db.transaction(async (tx) => {
      const guest = current?.kind === 'guest' ? current.id : undefined;
      const user = holder?.user ?? (await makeMember(tx, { email, name, guest }));
      await tx.insert(oauthAccounts).values({ ...account, userId: user.id });
      return user;
    });
  });
}
