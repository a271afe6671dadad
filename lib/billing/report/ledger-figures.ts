import { and, eq, type SQL, sql } from 'drizzle-orm';
import { picoOrNull } from '@/lib/db/columns';
import { TOKENS } from '@/lib/db/ledger-tokens';
import type { Row } from '@/lib/db/rows';
import { ledgerEntries as entries } from '@/lib/db/schema';
import type { UserId } from '@/lib/ids';
import type { PicoUsd } from '@/lib/money';
import { delivered, matches, within } from '../ledger-filter';
import type { Range } from '../ranges';
import type { UsageFilter } from '../view';

/** What the ledger adds to the meter's figures of a range. */
export interface LedgerFigures {
  /** What was used in the same stretch of the range before. Its cost is null where none of it had a price. */
  previous: { requests: number; tokens: number; costPico: PicoUsd | null };
  /** Of the range, like all that follows, as far as the meter has heard of it: else the page would disagree with itself. */
  requests: number;
  reasoningTokens: number;
  /** How many of the requests have no price. */
  unpricedRequests: number;
}

/**
 * One row. The stretch before is read here because it may end in the midst of a window. All columns are in the index
 * `ledger_by_user`, so that the entries themselves are not read.
 */
export function ledgerFiguresQuery(userId: UserId, range: Range, filter: UsageFilter): SQL {
  const own = and(eq(entries.userId, userId), matches(filter));
  return sql`
    select * from (
      select count(*) as requests_before, coalesce(sum(${TOKENS}), 0) as tokens_before,
        case when count(*) = 0 then '0' else sum(cost_pico)::text end as cost_pico_before
      from ledger_entries where ${and(own, within(range.previous))}
    ) as before, (
      select count(*) as requests, coalesce(sum(reasoning_tokens), 0) as reasoning_tokens,
        count(*) filter (where cost_pico is null) as unpriced_requests
      from ledger_entries where ${and(own, within(range), delivered(userId))}
    ) as now_in`;
}

/** The row of `ledgerFiguresQuery`. */
export function parseLedgerFigures(row: Row): LedgerFigures {
  return {
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
