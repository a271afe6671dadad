import { sql } from 'drizzle-orm';
import { storableJson } from '../db/text';
import type { Database } from '../db/types';
import type { ChatId, MessageId } from '../ids';
import type { ChatMessage, MessageMetadata } from './message';

export interface FinishedReply {
  chatId: ChatId;
  id: MessageId;
  parts: ChatMessage['parts'];
  status: NonNullable<MessageMetadata['status']>;
}

/** Saves a reply, unless its chat was deleted while it was written. */
export async function saveReply({ db }: { db: Database }, reply: FinishedReply): Promise<void> {
  await db.execute(sql`
    with chat as (
      update chats set updated_at = now() where id = ${reply.chatId} returning id
    )
    insert into messages (id, chat_id, role, parts, status)
    select ${reply.id}, chat.id, 'assistant', ${storableJson(reply.parts)}::jsonb, ${reply.status} from chat
    on conflict (id) do update set parts = excluded.parts, status = excluded.status`);
}
