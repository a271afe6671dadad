import { and, eq, inArray, sql } from 'drizzle-orm';
import { chats, generations } from '../db/schema';
import type { Database } from '../db/types';
import { NotFoundError } from '../errors';
import type { ChatId, UserId } from '../ids';
import { stopHere } from './running-replies';

/**
 * Stops the reply that is being written in a chat, on whichever instance: it ends upstream, and what was delivered is
 * billed. Another instance sees the mark with its next checkpoint. Stopping what has ended does nothing.
 *
 * @throws NotFoundError also when the chat is somebody else's
 */
export async function stopReply(
  { db }: { db: Database },
  { userId, chatId }: { userId: UserId; chatId: ChatId },
): Promise<void> {
  const [chat] = await db
    .select({ id: chats.id })
    .from(chats)
    .where(and(eq(chats.id, chatId), eq(chats.userId, userId)));
  if (!chat) throw new NotFoundError('chat');
  stopHere(chatId);
  await db
    .update(generations)
    .set({ stopRequestedAt: sql`now()` })
    .where(and(eq(generations.chatId, chatId), inArray(generations.state, ['reserved', 'dispatched'])));
}
