import { sql } from 'drizzle-orm';
import { queryRows, type Row } from '@/lib/db/rows';
import { storableText } from '@/lib/db/text';
import type { Database } from '@/lib/db/types';
import type { ApiKeyId } from '@/lib/ids';
import { DEAD_AFTER_MS, isSilentFor } from '@/lib/metering/silent';

/** For so long a key answers with what it answered first. */
export const KEPT_SECONDS = 24 * 60 * 60;
const CLEARED_AT_ONCE = 100;

/** One request that is to be answered once: who sent it, under which key. */
export interface Claim {
  apiKeyId: ApiKeyId;
  key: string;
  /** Of the path and the body. */
  requestHash: string;
}

/** The one that may answer it. */
export interface HeldClaim extends Claim {
  /** By which it is told from a later claim to the same key. In the database's words, to the microsecond. */
  claimedAt: string;
}

export interface StoredAnswer {
  status: number;
  contentType: string;
  /** The generation's id, by which the charge is found. Null where the answer was stored before ids were. */
  requestId: string | null;
  /** Null when it was too large to be kept, or too much was. */
  body: string | null;
}

/** What is known of a key. */
export type KnownAnswer = { requestHash: string } & (
  | { state: 'answered'; answer: StoredAnswer }
  | { state: 'running' }
  | { state: 'broken-off' }
);

const isOver = sql`known.claimed_at <= now() - make_interval(secs => ${KEPT_SECONDS}::int)`;

/** Takes a key for a request; nothing, when another has it and is not over. Also clears away some that are over. */
export async function claim(db: Database, request: Claim): Promise<HeldClaim | undefined> {
  const { apiKeyId, key, requestHash } = request;
  await clearSome(db);
  const statement = sql`
    insert into idempotent_answers as known (api_key_id, key, request_hash)
    values (${apiKeyId}, ${key}, ${requestHash})
    on conflict (api_key_id, key) do update
    set request_hash = excluded.request_hash, claimed_at = excluded.claimed_at, alive_at = excluded.alive_at,
      status = null, content_type = null, request_id = null, body = null
    where ${isOver} returning claimed_at::text`;
  const [claimedAt] = await queryRows(db, statement, (row) => String(row.claimed_at));
  return claimedAt === undefined ? undefined : { ...request, claimedAt };
}

/** Removes all answers that are over: those of keys with which nobody calls any more, too. */
export async function clearOver(db: Database): Promise<void> {
  while ((await clearSome(db)) === CLEARED_AT_ONCE);
}

/** Skips those that somebody else is clearing, so that two never wait for each other. */
async function clearSome(db: Database): Promise<number> {
  const statement = sql`
    delete from idempotent_answers where (api_key_id, key) in (
      select api_key_id, key from idempotent_answers as known where ${isOver} limit ${CLEARED_AT_ONCE}
      for update skip locked
    ) returning key`;
  return (await queryRows(db, statement, (row) => row.key)).length;
}

/** Nothing, when the request was refused, and the key is free again. */
export async function look(db: Database, { apiKeyId, key }: Claim): Promise<KnownAnswer | undefined> {
  const statement = sql`
    select request_hash, status, content_type, request_id, body,
      ${isSilentFor(DEAD_AFTER_MS)} as is_silent
    from idempotent_answers where api_key_id = ${apiKeyId} and key = ${key}`;
  const [known] = await queryRows(db, statement, parseKnown);
  return known;
}

/** Says that the request is still being answered, for another `DEAD_AFTER_MS`. */
export async function keepAlive(db: Database, { apiKeyId, key }: Claim): Promise<void> {
  await db.execute(
    sql`update idempotent_answers set alive_at = now() where api_key_id = ${apiKeyId} and key = ${key}`,
  );
}

/** Keeps the answer, for whoever sends the request again. From then on `release` does nothing. */
export async function store(db: Database, { apiKeyId, key }: Claim, answer: StoredAnswer): Promise<void> {
  await db.execute(sql`
    update idempotent_answers
    set status = ${answer.status}, content_type = ${answer.contentType}, request_id = ${answer.requestId},
      body = ${answer.body === null ? null : storableText(answer.body)}
    where api_key_id = ${apiKeyId} and key = ${key}`);
}

/** Gives the key back: nothing was charged, so the request may be tried again. A second time it does nothing. */
export async function release(db: Database, { apiKeyId, key, claimedAt }: HeldClaim): Promise<void> {
  await db.execute(sql`
    delete from idempotent_answers
    where api_key_id = ${apiKeyId} and key = ${key} and claimed_at = ${claimedAt}::timestamptz and status is null`);
}

function parseKnown(row: Row): KnownAnswer {
  const requestHash = String(row.request_hash);
  if (row.status !== null) {
    const answer = {
      status: Number(row.status),
      contentType: String(row.content_type),
      requestId: row.request_id === null ? null : String(row.request_id),
      body: row.body === null ? null : String(row.body),
    };
    return { requestHash, state: 'answered', answer };
  }
  return { requestHash, state: row.is_silent === true ? 'broken-off' : 'running' };
}
