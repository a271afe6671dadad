import { sql } from 'drizzle-orm';
import type { messages } from '../db/schema';
import { storableJson } from '../db/text';
import type { Database } from '../db/types';
import type { ChatId, MessageId } from '../ids';
import type { ChatMessage, MessageMetadata } from './message';
import { questionOfChat, questionOfReply } from './question-of';
import { isRunning } from './resume-reply-progress';
import { searchTextOf } from './search-text';

export interface FinishedReply {
  chatId: ChatId;
  id: MessageId;
  /**
   * The message that it answers. Not known of a reply whose process died: then it is the one that was asked before it, or
   * that the chat ends in where no call of a model is on record.
   */
  parentId?: MessageId;
  parts: ChatMessage['parts'];
  status: NonNullable<MessageMetadata['status']>;
  /** Where it is complete: it ends where the allowance did. */
  isCutByAllowance?: boolean;
}

/**
 * Saves a reply, unless its chat was deleted while it was written. Who looks at another branch stays there. What the
 * recovery found of one goes nowhere if the reply is there: its process had only been cut off, and knows more. Else it is
 * of when it was last heard of, and nothing new in its chat, whose end it leaves to a later reply that is being written. The
 * texts that were kept of its settled generations in case it would not be saved are removed.
 */
export async function saveReply(db: Database, reply: FinishedReply): Promise<void> {
  const isCut = reply.status === 'complete' && reply.isCutByAllowance;
  const status: typeof messages.$inferSelect.status = isCut ? 'cut' : reply.status;
  const isRecovered = !reply.parentId;
  const parentId = isRecovered
    ? sql`coalesce(${questionOfReply(reply.chatId, sql`${reply.id}`)}, ${questionOfChat(reply.chatId)})`
    : sql`${reply.parentId}::uuid`;
  const ifThere = isRecovered
    ? sql`nothing`
    : sql`update set parts = excluded.parts, search_text = excluded.search_text, status = excluded.status`;
  const lastHeardOf = sql`(
    select max(coalesce(settled_at, alive_at)) from generations
    where chat_id = ${reply.chatId} and message_id = ${reply.id}
  )`;
  // By the ids, which sort as they were made: of two that died, the later one gets the end.
  const isLeftToLater = sql`exists (
    select from generations where chat_id = ${reply.chatId} and message_id > ${reply.id} and ${isRunning}
  )`;
  await db.execute(sql`
    with parent as (
      select ${parentId} as id
    ), chat as (
      update chats set
        updated_at = ${isRecovered ? sql`updated_at` : sql`now()`},
        head_id = case
          when head_id is not distinct from parent.id and not ${isRecovered ? isLeftToLater : sql`false`}
          then ${reply.id} else head_id end
      from parent
      where chats.id = ${reply.chatId} returning chats.id, parent.id as parent_id
    ), checkpoints as (
      update generations set output_text = ''
      where chat_id = ${reply.chatId} and message_id = ${reply.id} and state = 'settled' and output_text <> ''
    )
    insert into messages (id, chat_id, parent_id, role, parts, search_text, status, created_at)
    select ${reply.id}, chat.id, chat.parent_id, 'assistant', ${storableJson(reply.parts)}::jsonb,
      ${searchTextOf(reply.parts)}, ${status}, ${isRecovered ? sql`coalesce(${lastHeardOf}, now())` : sql`now()`}
    from chat
    on conflict (id) do ${ifThere}`);
}
