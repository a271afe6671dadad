import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { chats } from '../db/schema';
import type { Database } from '../db/types';
import type { UserId } from '../ids';
import type { ChatCursor, ChatPage } from './message';

/** A title comes within seconds after the first reply, or not at all. */
const isTitlePending = sql<boolean>`(
  ${chats.titleSource} in ('new', 'pending') and ${chats.updatedAt} > now() - interval '20 seconds'
)`;

/** What the list shows of a chat. */
const SUMMARY = {
  id: chats.id,
  title: chats.title,
  isTitlePending,
  isPinned: sql<boolean>`${chats.pinnedAt} is not null`,
  updatedAt: chats.updatedAt,
};

/** In milliseconds, as a cursor comes back from the browser. */
const lastUse = sql`date_trunc('milliseconds', ${chats.updatedAt})`;
const PAGE_LENGTH = 200;

/** A person's chats: all that are pinned, the last used first, and then the last used of the others. */
export async function listChats(db: Database, { userId }: { userId: UserId }): Promise<ChatPage> {
  const [pinned, page] = await Promise.all([
    db
      .select(SUMMARY)
      .from(chats)
      .where(and(isListed(userId), isNotNull(chats.pinnedAt)))
      .orderBy(desc(chats.updatedAt), desc(chats.id)),
    listOlderChats(db, { userId }),
  ]);
  return { ...page, chats: [...pinned, ...page.chats] };
}

/**
 * Up to 200 of a person's chats that are not pinned, the last used first.
 *
 * @param olderThan where to go on; left out: from the last used on
 */
export async function listOlderChats(
  db: Database,
  { userId, olderThan }: { userId: UserId; olderThan?: ChatCursor },
): Promise<ChatPage> {
  const isOlder =
    olderThan &&
    sql`(${lastUse}, ${chats.id}) < (${olderThan.updatedAt.toISOString()}::timestamptz, ${olderThan.id}::uuid)`;
  const found = await db
    .select(SUMMARY)
    .from(chats)
    .where(and(isListed(userId), isNull(chats.pinnedAt), isOlder))
    .orderBy(desc(lastUse), desc(chats.id))
    .limit(PAGE_LENGTH + 1);
  const page = found.slice(0, PAGE_LENGTH);
  const last = page.at(-1);
  const hasOlder = found.length > PAGE_LENGTH && last !== undefined;
  return { chats: page, olderThan: hasOlder ? { updatedAt: last.updatedAt, id: last.id } : null };
}

function isListed(userId: UserId) {
  return and(eq(chats.userId, userId), isNull(chats.deletedAt));
}
