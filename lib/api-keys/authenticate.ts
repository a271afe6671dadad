import { timingSafeEqual } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { type OwnBudget, parseOwnBudget } from '../billing/budgets/budget';
import { picoOrNull } from '../db/row-values';
import { queryRows, type Row } from '../db/rows';
import type { Database } from '../db/types';
import { AppError } from '../errors';
import { type ApiKeyId, asId, type UserId } from '../ids';
import type { KeyLimits } from '../metering/call';
import type { PersonKind } from '../vocabulary';
import { hashKey, publicIdOf } from './key-format';

/** Whoever sent a request with a key, and what the key allows. */
export interface Caller {
  user: { id: UserId; kind: PersonKind };
  budget: OwnBudget | null;
  key: KeyLimits;
  /** The models that the key may call; null: all. */
  models: string[] | null;
}

/** There is no key, or it opens nothing. Which of its faults it is, is not told; nor is any part of it repeated. */
export class InvalidApiKeyError extends AppError {
  constructor(
    message = 'This API key is not valid: it is mistyped, expired or revoked. Make one at /settings/api-keys.',
  ) {
    super(401, 'invalid_api_key', message);
  }
}

/**
 * Finds whose key is in an `Authorization` header, in one statement by primary key. A text with a wrong checksum never gets
 * as far as the database, and does not wait until it is open.
 *
 * @throws InvalidApiKeyError
 */
export async function authenticate(
  getDb: () => Promise<Database>,
  authorization: string | null,
): Promise<Caller> {
  const key = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (key === undefined) {
    throw new InvalidApiKeyError(
      'You didn’t send an API key. Send it as “Authorization: Bearer tt_live_…”; make one at /settings/api-keys.',
    );
  }
  const publicId = publicIdOf(key);
  if (publicId === undefined) throw new InvalidApiKeyError();
  const statement = sql`
    select s.hash, k.id, k.user_id, u.kind, k.spend_limit_pico, k.models, k.requests_per_minute, k.tokens_per_minute,
      b.sum_pico, b.stop
    from api_key_secrets s join api_keys k on k.id = s.api_key_id join users u on u.id = k.user_id
      left join budgets b on b.user_id = k.user_id
    where s.public_id = ${publicId} and k.revoked_at is null
      and coalesce(s.expires_at > now(), true) and coalesce(k.expires_at > now(), true)`;
  const [found] = await queryRows(await getDb(), statement, parseCaller);
  if (!found || !timingSafeEqual(Buffer.from(found.hash, 'hex'), Buffer.from(hashKey(key), 'hex'))) {
    throw new InvalidApiKeyError();
  }
  return found.caller;
}

function parseCaller(row: Row): { hash: string; caller: Caller } {
  return {
    hash: String(row.hash),
    caller: {
      user: { id: asId<UserId>(String(row.user_id)), kind: row.kind === 'member' ? 'member' : 'guest' },
      budget: row.sum_pico === null ? null : parseOwnBudget(row),
      key: {
        id: asId<ApiKeyId>(String(row.id)),
        spendLimitPico: picoOrNull(row.spend_limit_pico),
        requestsPerMinute: Number(row.requests_per_minute),
        tokensPerMinute: Number(row.tokens_per_minute),
      },
      models: Array.isArray(row.models) ? row.models.map(String) : null,
    },
  };
}
