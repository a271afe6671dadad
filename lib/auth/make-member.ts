import { and, eq } from 'drizzle-orm';
import { users } from '../db/schema';
import type { Database } from '../db/types';
import { newId, type UserId } from '../ids';
import { sessionsEndNow } from './ended-sessions';
import { toSignedIn, userColumns } from './find-user';
import type { SignedIn } from './session';

interface NewMember {
  email: string | null;
  name?: string | null;
  passwordHash?: string;
  /** The guest who becomes the member. */
  guest?: UserId;
}

/**
 * Makes a member: of the guest's row, so that chats and usage stay theirs, or a new one. A guest who became a
 * member meanwhile, in another tab, is left alone. The guest's sessions end: somebody else may have begun the one that
 * the member found.
 */
export async function makeMember(
  db: Pick<Database, 'insert' | 'update'>,
  { guest, ...member }: NewMember,
): Promise<SignedIn> {
  const values = { kind: 'member', ...member } as const;
  const [promoted] = guest
    ? await db
        .update(users)
        .set({ ...values, sessionsFrom: sessionsEndNow })
        .where(and(eq(users.id, guest), eq(users.kind, 'guest')))
        .returning(userColumns)
    : [];
  if (promoted) return toSignedIn(promoted);
  const [made] = await db
    .insert(users)
    .values({ id: newId<UserId>(), ...values })
    .returning(userColumns);
  if (!made) throw new Error('Inserting a user returned no row.');
  return toSignedIn(made);
}
