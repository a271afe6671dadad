import { desc, eq } from 'drizzle-orm';
import { chats } from '../db/schema';
import type { Database } from '../db/types';
import type { UserId } from '../ids';
import type { ChatSummary } from './message';

/** A person's chats, the last used first. */
export async function listChats(
  { db }: { db: Database },
  { userId, limit = 200 }: { userId: UserId; limit?: number },
): Promise<ChatSummary[]> {
  return db
    .select({ id: chats.id, title: chats.title, updatedAt: chats.updatedAt })
    .from(chats)
    .where(eq(chats.userId, userId))
    .orderBy(desc(chats.updatedAt))
    .limit(limit);
}
