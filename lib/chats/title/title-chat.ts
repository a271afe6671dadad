import 'server-only';
import { and, eq, sql } from 'drizzle-orm';
import { queryRows } from '@/lib/db/rows';
import { chats } from '@/lib/db/schema';
import { storableText } from '@/lib/db/text';
import type { ChatId, UserId } from '@/lib/ids';
import { log } from '@/lib/log';
import type { SpendLimit } from '@/lib/metering/call';
import type { Metering } from '@/lib/metering/context';
import { writeTitle } from './write-title';

/**
 * Gives a chat a title after its first reply, once: of several calls only one does anything, and none once a person
 * has named or deleted it. Never throws: a chat whose title can't be made keeps the beginning of its first message.
 */
export async function titleChat(
  metering: Metering,
  chat: { userId: UserId; chatId: ChatId; spendLimit: () => Promise<SpendLimit> },
): Promise<void> {
  try {
    const text = await claim(metering, chat.chatId);
    if (text === undefined) return;
    const title = await writeTitle(metering, { ...chat, text }).catch((err) => {
      log.warn({ err, chatId: chat.chatId }, 'a chat could not be given a title');
      return '';
    });
    await metering.db
      .update(chats)
      .set(title ? { title: storableText(title), titleSource: 'model' } : { titleSource: 'message' })
      .where(and(eq(chats.id, chat.chatId), eq(chats.titleSource, 'pending')));
  } catch (err) {
    log.error({ err, chatId: chat.chatId }, 'the title of a chat could not be saved');
  }
}

/**
 * @returns what the chat began with, for the one who is to make its title: its text, without the names of files beside
 * it, as a shared chat shows the title and no names; those alone where there is no text
 */
async function claim({ db }: Metering, chatId: ChatId): Promise<string | undefined> {
  const typed = sql`(
    select string_agg(part ->> 'text', E'\\n\\n') from jsonb_array_elements(parts) as part where part ->> 'type' = 'text'
  )`;
  const statement = sql`
    update chats set title_source = 'pending'
    where id = ${chatId} and title_source = 'new' and deleted_at is null and exists (
      select from messages where chat_id = chats.id and role = 'assistant' and status <> 'failed'
    )
    returning (
      select coalesce(${typed}, search_text) from messages
      where chat_id = chats.id and role = 'user' order by created_at limit 1
    ) as text`;
  const [text] = await queryRows(db, statement, (row) => String(row.text ?? ''));
  return text;
}
