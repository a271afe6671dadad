import { and, eq, gte, isNull, lt, type SQL, sql } from 'drizzle-orm';
import { ledgerEntries as entries } from '../db/schema';
import type { UserId } from '../ids';
import type { Span } from './span';
import { NO_KEY, type UsageFilter } from './view';

/** Ledger entries of a stretch of time. */
export function within({ from, to }: Span): SQL | undefined {
  return and(gte(entries.occurredAt, from), lt(entries.occurredAt, to));
}

/** Ledger entries that a view's filter leaves. */
export function matches({ model, via, key, chat }: UsageFilter): SQL | undefined {
  return and(
    model === null ? undefined : eq(entries.model, model),
    via === null ? undefined : eq(entries.via, via),
    key === null ? undefined : key === NO_KEY ? isNull(entries.apiKeyId) : eq(entries.apiKeyId, key),
    chat === null ? undefined : eq(entries.chatId, chat),
  );
}

/**
 * Ledger entries whose event has reached the meter. What stands among the meter's figures counts only these, or they
 * would disagree until the last event is delivered. A remote OpenMeter counts some seconds after it took an event,
 * which nothing here knows: for so long they may disagree all the same.
 */
export function delivered(userId: UserId): SQL {
  return sql`${entries.generationId} not in (
    select generation_id from outbox where user_id = ${userId} and state <> 'delivered'
  )`;
}
