import { and, eq, gte, lt, type SQL } from 'drizzle-orm';
import { ledgerEntries as entries } from '@/lib/db/schema';
import type { Span } from './ranges';
import type { UsageFilter } from './view';

/** Ledger entries of a stretch of time. */
export function within({ from, to }: Span): SQL | undefined {
  return and(gte(entries.occurredAt, from), lt(entries.occurredAt, to));
}

/** Ledger entries that a view's filter leaves. */
export function matches({ model, via }: UsageFilter): SQL | undefined {
  return and(
    model === null ? undefined : eq(entries.model, model),
    via === null ? undefined : eq(entries.via, via),
  );
}
