import { type SQL, sql } from 'drizzle-orm';
import { storableJson } from '../db/text';
import type { Database } from '../db/types';
import type { ChatId, MessageId } from '../ids';
import { type EndingOfReply, savedStatusOf } from './ending-of-reply';
import type { ChatMessage } from './message';
import { questionOfChat, questionOfReply } from './question-of';
import { isRunning, lastHeardOf } from './reply-progress';
import { searchTextOf } from './search-text';

/** What there is of a reply whose process died. */
export interface RecoveredReply {
  chatId: ChatId;
  id: MessageId;
  parts: ChatMessage['parts'];
}

export interface FinishedReply extends RecoveredReply, EndingOfReply {
  /** The message that it answers. */
  parentId: MessageId;
}

/**
 * Saves a reply, unless its chat was deleted while it was written. Who looks at another branch stays there. The texts that
 * were kept of its settled generations in case it would not be saved are removed.
 */
export async function saveReply(db: Database, reply: FinishedReply): Promise<void> {
  await db.execute(sql`
    with chat as (
      update chats set
        updated_at = now(),
        head_id = case when head_id is not distinct from ${reply.parentId}::uuid then ${reply.id} else head_id end
      where id = ${reply.chatId} returning id
    ), checkpoints as (${clearedCheckpoints(reply)})
    insert into messages (id, chat_id, parent_id, role, parts, search_text, status, created_at)
    select ${reply.id}, chat.id, ${reply.parentId}::uuid, 'assistant', ${storableJson(reply.parts)}::jsonb,
      ${searchTextOf(reply.parts)}, ${savedStatusOf(reply)}, now()
    from chat
    on conflict (id) do update
      set parts = excluded.parts, search_text = excluded.search_text, status = excluded.status`);
}

/**
 * Saves what the recovery found of a reply, as failed; nothing if the reply is there: its process had only been cut off, and
 * knows more. It answers what was asked before it, or what the chat ends in where no call of a model is on record. It
 * is of when it was last heard of, or of now where that is still to come, as the database's clock was put back; and nothing
 * new in its chat, whose end it leaves to a later reply that is being written.
 */
export async function saveRecoveredReply(db: Database, reply: RecoveredReply): Promise<void> {
  const heardOfAt = sql`(
    select max(${lastHeardOf}) from generations
    where chat_id = ${reply.chatId} and message_id = ${reply.id}
  )`;
  // By the ids, which sort as they were made: of two that died, the later one gets the end.
  const isLeftToLater = sql`exists (
    select from generations where chat_id = ${reply.chatId} and message_id > ${reply.id} and ${isRunning}
  )`;
  await db.execute(sql`
    with parent as (
      select coalesce(${questionOfReply(reply.chatId, sql`${reply.id}`)}, ${questionOfChat(reply.chatId)}) as id
    ), chat as (
      update chats set head_id = case
        when head_id is not distinct from parent.id and not ${isLeftToLater} then ${reply.id} else head_id end
      from parent
      where chats.id = ${reply.chatId} returning chats.id, parent.id as parent_id
    ), checkpoints as (${clearedCheckpoints(reply)})
    insert into messages (id, chat_id, parent_id, role, parts, search_text, status, created_at)
    select ${reply.id}, chat.id, chat.parent_id, 'assistant', ${storableJson(reply.parts)}::jsonb,
      ${searchTextOf(reply.parts)}, 'failed', least(coalesce(${heardOfAt}, now()), now())
    from chat
    on conflict (id) do nothing`);
}

function clearedCheckpoints({ chatId, id }: RecoveredReply): SQL {
  return sql`
    update generations set output_text = ''
    where chat_id = ${chatId} and message_id = ${id} and state = 'settled' and output_text <> ''`;
}
