import { type SQL, sql } from 'drizzle-orm';
import { queryRows } from '../db/rows';
import type { Database } from '../db/types';
import { NotFoundError } from '../errors';
import type { UserId } from '../ids';
import { NO_KEY, type UsageFilter } from './view';

type IdFilter = Pick<UsageFilter, 'chat' | 'key'>;

/**
 * One row: whether the chat and the key that a view is narrowed to are the person's, and the chat's title; null where
 * there is no such chat of theirs, or it was deleted.
 */
export function ownsFilterQuery(userId: UserId, { chat, key }: IdFilter): SQL {
  const keyIsOwn =
    key === null || key === NO_KEY
      ? sql`true`
      : sql`exists (select from api_keys where id = ${key}::uuid and user_id = ${userId}::uuid)`;
  // A chat may be gone, and its usage is not.
  const chatIsOwn =
    chat === null
      ? sql`true`
      : sql`(exists (select from chats where id = ${chat}::uuid and user_id = ${userId}::uuid)
          or exists (select from ledger_entries where chat_id = ${chat}::uuid and user_id = ${userId}::uuid))`;
  return sql`select ${keyIsOwn} and ${chatIsOwn} as owns_filter,
    (select title from chats where id = ${chat}::uuid and user_id = ${userId}::uuid and deleted_at is null) as chat_title`;
}

/**
 * Makes sure that the chat and the key that a view is narrowed to are the person's.
 *
 * @throws NotFoundError when one is somebody else's, or nobody's
 */
export async function requireOwnFilter(db: Database, userId: UserId, filter: IdFilter): Promise<void> {
  if (filter.chat === null && (filter.key === null || filter.key === NO_KEY)) return;
  const [owns] = await queryRows(db, ownsFilterQuery(userId, filter), (row) => row.owns_filter === true);
  if (!owns) throw new NotFoundError('chat or API key');
}
