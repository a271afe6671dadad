import { and, eq, inArray, sql } from 'drizzle-orm';
import { generations } from '../db/schema';
import type { Database } from '../db/types';
import type { ChatId } from '../ids';
import { type OwnChat, requireOwnChat } from './own-chat';
import { stopHere } from './running-replies';

/**
 * Stops the reply that is being written in a chat, on whichever instance: it ends upstream, and what was delivered is
 * billed. Another instance sees the mark with its next checkpoint. Stopping what has ended does nothing.
 *
 * @throws NotFoundError also when the chat is somebody else's
 */
export async function stopReply({ db }: { db: Database }, own: OwnChat): Promise<void> {
  await requireOwnChat(db, own);
  await stopReplyOf({ db }, own.chatId);
}

/** As `stopReply`, for who knows whose chat it is. */
export async function stopReplyOf({ db }: { db: Database }, chatId: ChatId): Promise<void> {
  stopHere(chatId);
  await db
    .update(generations)
    .set({ stopRequestedAt: sql`now()` })
    .where(
      and(
        eq(generations.chatId, chatId),
        eq(generations.via, 'chat'),
        inArray(generations.state, ['reserved', 'dispatched']),
      ),
    );
}
