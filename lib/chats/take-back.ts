import { eq, sql } from 'drizzle-orm';
import { released } from '../attachments/claim';
import { chats } from '../db/schema';
import type { Database } from '../db/types';
import type { ChatId, MessageId } from '../ids';
import { newestEnd } from './branches';
import { readPlaces } from './read-messages';

/** A turn that came to nothing. */
interface FailedTurn {
  chatId: ChatId;
  /** Left out where the chat keeps the message. */
  messageId?: MessageId;
  /**
   * What the chat ended in before. Where that is left out, or gone since, the newest beside the removed message is shown, or
   * below the one that is kept.
   */
  endBefore?: MessageId | null;
}

/**
 * Undoes a turn that came to nothing: removes its message, if one was refused before anything was sent, and its chat
 * if there is nothing else in it. Files that were sent with it alone count as not sent. The chat shows again what it
 * showed before.
 */
export async function takeBack(db: Database, { chatId, messageId, endBefore }: FailedTurn): Promise<void> {
  if (messageId) {
    await db.execute(sql`
      with message as (
        delete from messages where id = ${messageId} and chat_id = ${chatId} returning id, chat_id, parent_id, parts
      ), released as (${released})
      update chats set head_id = message.parent_id from message where chats.id = ${chatId}`);
  }
  const [chat] = await db.select({ headId: chats.headId }).from(chats).where(eq(chats.id, chatId));
  if (!chat) return;
  const rest = await readPlaces(db, chatId);
  if (rest.length === 0) {
    await db.delete(chats).where(eq(chats.id, chatId));
    return;
  }
  const before = rest.find(({ id }) => id === endBefore);
  const end = newestEnd(rest, before ? before.id : chat.headId) ?? before;
  if (end) await db.update(chats).set({ headId: end.id }).where(eq(chats.id, chatId));
}
