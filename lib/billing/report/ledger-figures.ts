import { and, eq, type SQL, sql } from 'drizzle-orm';
import { TOKENS } from '@/lib/db/ledger-tokens';
import { picoOrNull } from '@/lib/db/row-values';
import type { Row } from '@/lib/db/rows';
import { ledgerEntries as entries } from '@/lib/db/schema';
import type { UserId } from '@/lib/ids';
import type { PicoUsd } from '@/lib/money';
import { delivered, matches, within } from '../ledger-filter';
import type { Range } from '../ranges';
import type { UsageFilter } from '../view';

/** What the ledger adds to the meter's figures of a range. */
export interface LedgerFigures {
  /** All that the app used in the range, whether or not the meter has heard of it: for holding against `previous`. */
  current: AppUsage;
  /** The same in the same stretch of the range before. */
  previous: AppUsage;
  /** Of the range, like all that follows, as far as the meter has heard of it: else the page would disagree with itself. */
  requests: number;
  reasoningTokens: number;
  /** How many of the requests have no price. */
  unpricedRequests: number;
}

/** Without what other services sent to the meter, which the ledger knows nothing of. */
export interface AppUsage {
  requests: number;
  tokens: number;
  /** null: none of it had a price. */
  costPico: PicoUsd | null;
}

/**
 * One row. The stretch before is read here because it may end in the midst of a window. All columns are in the index
 * `ledger_by_user`, so that the entries themselves are not read. `offset 0` keeps Postgres from looking for each entry in
 * the outbox once for each figure.
 */
export function ledgerFiguresQuery(userId: UserId, range: Range, filter: UsageFilter): SQL {
  const own = and(eq(entries.userId, userId), matches(filter));
  return sql`
    select * from (
      select count(*) as requests_before, coalesce(sum(${TOKENS}), 0) as tokens_before, ${COST} as cost_pico_before
      from ledger_entries where ${and(own, within(range.previous))}
    ) as before, (
      select count(*) as requests_now, coalesce(sum(tokens), 0) as tokens_now, ${COST} as cost_pico_now,
        count(*) filter (where delivered) as requests,
        coalesce(sum(reasoning_tokens) filter (where delivered), 0) as reasoning_tokens,
        count(*) filter (where delivered and cost_pico is null) as unpriced_requests
      from (
        select ${TOKENS} as tokens, reasoning_tokens, cost_pico, ${delivered(userId)} as delivered
        from ledger_entries where ${and(own, within(range))} offset 0
      ) as entry
    ) as now_in`;
}

/** Of nothing it is zero; null where there was usage, and none of it has a price. */
const COST = sql`case when count(*) = 0 then '0' else sum(cost_pico)::text end`;

/** The row of `ledgerFiguresQuery`. */
export function parseLedgerFigures(row: Row): LedgerFigures {
  return {
    current: {
      requests: Number(row.requests_now),
      tokens: Number(row.tokens_now),
      costPico: picoOrNull(row.cost_pico_now),
    },
    previous: {
      requests: Number(row.requests_before),
      tokens: Number(row.tokens_before),
      costPico: picoOrNull(row.cost_pico_before),
    },
    requests: Number(row.requests),
    reasoningTokens: Number(row.reasoning_tokens),
    unpricedRequests: Number(row.unpriced_requests),
  };
}
