import { and, eq, isNull, or, sql } from 'drizzle-orm';
import { ledgerEntries as entries } from '@/lib/db/schema';
import type { Database } from '@/lib/db/types';
import type { UserId } from '@/lib/ids';
import { type PicoUsd, picoUsd } from '@/lib/money';
import { matches, within } from '../ledger-filter';
import type { Range } from '../ranges';
import type { UsageFilter } from '../view';

export interface Comparison {
  /** What was used in the same stretch of the range before. */
  previous: { requests: number; tokens: number; costPico: PicoUsd };
  /** How many requests of the range have no price. */
  unpricedRequests: number;
}

/**
 * What to hold a range against. It comes from the ledger in one statement, because the stretch before may end in the
 * midst of a window, and three more queries to OpenMeter would slow every view for three percentages.
 */
export async function readComparison(
  db: Database,
  userId: UserId,
  range: Range,
  filter: UsageFilter,
): Promise<Comparison> {
  const before = within(range.previous);
  const [row] = await db
    .select({
      requests: sql`count(*) filter (where ${before})`.mapWith(Number),
      tokens: sql`coalesce(sum(${allTokens}) filter (where ${before}), 0)`.mapWith(Number),
      cost: sql`coalesce(sum(${entries.costPico}) filter (where ${before}), 0)`.mapWith(String),
      unpriced: sql`count(*) filter (where ${and(within(range), isNull(entries.costPico))})`.mapWith(Number),
    })
    .from(entries)
    .where(and(eq(entries.userId, userId), or(before, within(range)), matches(filter)));
  return {
    previous: {
      requests: row?.requests ?? 0,
      tokens: row?.tokens ?? 0,
      costPico: picoUsd(BigInt(row?.cost ?? 0)),
    },
    unpricedRequests: row?.unpriced ?? 0,
  };
}

const allTokens = sql`${entries.uncachedTokens}::bigint + ${entries.cacheReadTokens} + ${entries.cacheWriteTokens} + ${entries.outputTokens}`;
