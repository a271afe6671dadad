import { and, eq, type SQL } from 'drizzle-orm';
import { oauthAccounts, users } from '../db/schema';
import type { Database } from '../db/types';
import { asId, type UserId } from '../ids';
import { toMilliseconds } from './ended-sessions';
import type { SignedIn } from './session';

export const userColumns = {
  id: users.id,
  kind: users.kind,
  name: users.name,
  email: users.email,
  sessionsFrom: users.sessionsFrom,
};

type UserRow = Pick<typeof users.$inferSelect, keyof typeof userColumns>;

/** The columns of a user's row, as the person who it is about. */
export function toSignedIn({ id, kind, name, email, sessionsFrom }: UserRow): SignedIn {
  return { id: asId(id), kind, name, email, sessionsFrom: toMilliseconds(sessionsFrom) };
}

export interface UserWithPassword {
  user: SignedIn;
  /** Null for a person who signs in with GitHub or Google. */
  passwordHash: string | null;
}

/** @param email in lower case, as all addresses are kept */
export async function findUserByEmail(db: Database, email: string): Promise<UserWithPassword | undefined> {
  return findUser(db, eq(users.email, email));
}

/** Undefined when there is no such person any more. */
export async function findUserById(db: Database, id: UserId): Promise<UserWithPassword | undefined> {
  return findUser(db, eq(users.id, id));
}

async function findUser(db: Database, isWanted: SQL): Promise<UserWithPassword | undefined> {
  const [row] = await db
    .select({ ...userColumns, passwordHash: users.passwordHash })
    .from(users)
    .where(isWanted);
  return row && { user: toSignedIn(row), passwordHash: row.passwordHash };
}

/** Who signs in with this account of GitHub or Google; undefined where nobody has yet. */
export async function findUserByAccount(
  db: Database,
  account: { provider: string; providerAccountId: string },
): Promise<SignedIn | undefined> {
  const isAccount: SQL | undefined = and(
    eq(oauthAccounts.provider, account.provider),
    eq(oauthAccounts.providerAccountId, account.providerAccountId),
  );
  const [row] = await db
    .select(userColumns)
    .from(oauthAccounts)
    .innerJoin(users, eq(users.id, oauthAccounts.userId))
    .where(isAccount);
  return row && toSignedIn(row);
}
