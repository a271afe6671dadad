import { sql } from 'drizzle-orm';
import { queryRows } from '../db/rows';
import type { Database } from '../db/types';
import type { ReplyIds } from './own-chat';

/**
 * Says that the process of a reply lives, by the calls of a model that have ended: while a tool runs, or the reply is
 * saved, none is open whose checkpoints would.
 *
 * @returns whether the reply has been stopped, on whichever instance
 */
export async function sayAlive(db: Database, { chatId, messageId }: ReplyIds): Promise<boolean> {
  // What is locked is left for the next time, so that this and what clears texts away never wait for each other.
  const statement = sql`
    update generations set alive_at = now() where id in (
      select id from generations
      where chat_id = ${chatId} and message_id = ${messageId} and state = 'settled'
      for no key update skip locked
    )
    returning stop_requested_at is not null as is_stopped`;
  const calls = await queryRows(db, statement, (row) => row.is_stopped === true);
  return calls.includes(true);
}
