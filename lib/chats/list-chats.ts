import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { chats } from '../db/schema';
import type { Database } from '../db/types';
import type { UserId } from '../ids';
import type { ChatSummary } from './message';

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

/** A person's chats: the pinned ones first, each kind the last used first. */
export async function listChats(
  { db }: { db: Database },
  { userId, limit = 200 }: { userId: UserId; limit?: number },
): Promise<ChatSummary[]> {
  return db
    .select(SUMMARY)
    .from(chats)
    .where(and(eq(chats.userId, userId), isNull(chats.deletedAt)))
    .orderBy(sql`${chats.pinnedAt} is null`, desc(chats.updatedAt))
    .limit(limit);
}
