import { type SQL, sql } from 'drizzle-orm';
import { queryRows, type Row } from '../db/rows';
import type { Database } from '../db/types';
import type { UserId } from '../ids';

/** What a person calls their API keys, by id; the revoked ones too, whose usage stays. */
export type KeyNames = ReadonlyMap<string, string>;

/** One row for each key, revoked or not. */
export function keyNamesQuery(userId: UserId): SQL {
  return sql`select id, name from api_keys where user_id = ${userId}::uuid`;
}

/** What a person calls their API keys. */
export async function readKeyNames(db: Database, userId: UserId): Promise<KeyNames> {
  return parseKeyNames(await queryRows(db, keyNamesQuery(userId), (row) => row));
}

/** The rows of `keyNamesQuery`. */
export function parseKeyNames(rows: Row[]): KeyNames {
  return new Map(rows.map((row) => [String(row.id), String(row.name)]));
}
