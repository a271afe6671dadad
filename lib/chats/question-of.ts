import { type SQL, sql } from 'drizzle-orm';
import type { ChatId } from '../ids';

/** The message that a chat's shown branch was last asked with, as SQL: its end, or what its end answers. */
export function questionOfChat(chatId: ChatId): SQL {
  return sql`(
    select case role when 'user' then messages.id else parent_id end
    from messages join chats on chats.head_id = messages.id and chats.id = messages.chat_id
    where chats.id = ${chatId}
  )`;
}

/**
 * The message that a reply answers which is not saved, as SQL: the last that was taken to be answered before the reply's
 * first call of a model. Null where no call is on record. By the database's clock alone: `reserved_at` is of another.
 */
export function questionOfReply(chatId: ChatId, replyId: SQL): SQL {
  // Asked again since, it has another time, but was there before.
  const takenAt = sql`case when asked_at <= called_at then asked_at else created_at end`;
  return sql`(
    select question.id
    from messages as question, (
      select min(coalesce(dispatched_at, alive_at)) as called_at from generations as step
      where step.chat_id = ${chatId} and step.message_id = ${replyId}
    ) as call
    where question.chat_id = ${chatId} and question.role = 'user' and question.created_at <= called_at
    order by ${takenAt} desc limit 1
  )`;
}
