import { and, eq, type SQL } from 'drizzle-orm';
import { oauthAccounts, users } from '../db/schema';
import type { Database } from '../db/types';
import { asId, type UserId } from '../ids';
import type { CurrentUser } from './session';

export const userColumns = { id: users.id, kind: users.kind, name: users.name, email: users.email };

/** The columns of a user's row, as the person who it is about. */
export function toCurrentUser(row: Omit<CurrentUser, 'id'> & { id: string }): CurrentUser {
  return { id: asId(row.id), kind: row.kind, name: row.name, email: row.email };
}

export interface UserWithPassword {
  user: CurrentUser;
  /** Null for a person who signs in with GitHub or Google. */
  passwordHash: string | null;
}

export async function findUserByEmail(db: Database, email: string): Promise<UserWithPassword | undefined> {
  return findUser(db, eq(users.email, email));
}

export async function findUserById(db: Database, id: UserId): Promise<UserWithPassword | undefined> {
  return findUser(db, eq(users.id, id));
}

async function findUser(db: Database, isWanted: SQL): Promise<UserWithPassword | undefined> {
  const [row] = await db
    .select({ ...userColumns, passwordHash: users.passwordHash })
    .from(users)
    .where(isWanted);
  return row && { user: toCurrentUser(row), passwordHash: row.passwordHash };
}

export async function findUserByAccount(
  db: Database,
  account: { provider: string; providerAccountId: string },
): Promise<CurrentUser | undefined> {
  const isAccount: SQL | undefined = and(
    eq(oauthAccounts.provider, account.provider),
    eq(oauthAccounts.providerAccountId, account.providerAccountId),
  );
  const [row] = await db
    .select(userColumns)
    .from(oauthAccounts)
    .innerJoin(users, eq(users.id, oauthAccounts.userId))
    .where(isAccount);
  return row && toCurrentUser(row);
}
