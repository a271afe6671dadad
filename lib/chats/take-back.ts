import { sql } from 'drizzle-orm';
import type { Database } from '../db/types';
import type { ChatId, MessageId } from '../ids';

/** Removes a message that was refused before anything was sent, and its chat if there is nothing else in it. */
export async function takeBack(
  { db }: { db: Database },
  { chatId, messageId }: { chatId: ChatId; messageId: MessageId },
): Promise<void> {
  await db.execute(sql`
    with message as (
      delete from messages where id = ${messageId} and chat_id = ${chatId} returning id
    )
    delete from chats where id = ${chatId}
      and not exists (select from messages where chat_id = ${chatId} and id <> ${messageId})`);
}
