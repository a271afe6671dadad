import { and, eq, sql } from 'drizzle-orm';
import { queryRows } from '../db/rows';
import { generations } from '../db/schema';
import type { Database } from '../db/types';
import type { ChatId } from '../ids';
import { forgetUncalled } from './asked-at';
import { type OwnChat, type ReplyIds, requireOwnChat } from './own-chat';
import { isRunning } from './reply-progress';
import { stopHere } from './running-replies';

/**
 * Stops the reply that is being written in a chat, on whichever instance: it ends upstream, and what was delivered is
 * billed. Another instance sees the mark with its next checkpoint, or, while no call of a model is open, with its next beat or
 * when the tool that runs has answered; where it reads files for more than two seconds, it sees with its next beat that the
 * question is asked no more. Stopping what has ended does nothing.
 *
 * @throws NotFoundError also when the chat is somebody else's
 */
export async function stopReply(db: Database, own: OwnChat): Promise<void> {
  await requireOwnChat(db, own);
  await stopReplyOf(db, own.chatId);
}

/** As `stopReply`, for who knows whose chat it is. */
export async function stopReplyOf(db: Database, chatId: ChatId): Promise<void> {
  // Before the calls are marked: what opens one in between is marked then.
  if (!stopHere(chatId)) await forgetUncalled(db, chatId);
  await db
    .update(generations)
    .set({ stopRequestedAt: sql`now()` })
    .where(and(eq(generations.chatId, chatId), isRunning));
}

/** Whether a reply has been stopped, on whichever instance. */
export async function wasStopped(db: Database, reply: ReplyIds): Promise<boolean> {
  const statement = sql`
    select from generations
    where chat_id = ${reply.chatId} and message_id = ${reply.messageId} and stop_requested_at is not null
    limit 1`;
  const marked = await queryRows(db, statement, () => true);
  return marked.length > 0;
}
