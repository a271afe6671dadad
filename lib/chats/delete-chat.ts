import { and, eq } from 'drizzle-orm';
import { chats } from '../db/schema';
import type { Database } from '../db/types';
import { NotFoundError } from '../errors';
import type { ChatId, UserId } from '../ids';

/**
 * Deletes a chat and what was said in it. What it used stays on the bill.
 *
 * @throws NotFoundError also when it is somebody else's
 */
export async function deleteChat(
  { db }: { db: Database },
  { userId, chatId }: { userId: UserId; chatId: ChatId },
): Promise<void> {
  const deleted = await db
    .delete(chats)
    .where(and(eq(chats.id, chatId), eq(chats.userId, userId)))
    .returning({ id: chats.id });
  if (deleted.length === 0) throw new NotFoundError('chat');
}
