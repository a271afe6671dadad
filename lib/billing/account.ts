import { and, eq, min, sql } from 'drizzle-orm';
import { balances, ledgerEntries, outbox, users } from '@/lib/db/schema';
import type { Database } from '@/lib/db/types';
import type { UserId } from '@/lib/ids';
import { type PicoUsd, picoUsd } from '@/lib/money';
import type { BillingPeriod } from './period';

/** How a person's account stands, by the ledger, which is never late. */
export interface Account {
  usedPico: PicoUsd;
  /** Reserved for calls under way. */
  heldPico: PicoUsd;
  /** Whether they ever used anything. */
  hasUsage: boolean;
  /** Events that OpenMeter has not heard of yet, so that charts lack them. */
  pendingEvents: number;
  /** When the oldest of them happened: charts are complete up to there. */
  pendingSince: Date | null;
}

/** Reads an account in one statement. */
export async function readAccount(db: Database, userId: UserId, period: BillingPeriod): Promise<Account> {
  const pending = db
    .select({
      events: sql`count(*)`.mapWith(Number).as('events'),
      since: min(ledgerEntries.occurredAt).as('since'),
    })
    .from(outbox)
    .innerJoin(ledgerEntries, eq(ledgerEntries.generationId, outbox.generationId))
    .where(and(eq(outbox.userId, userId), eq(outbox.state, 'pending')))
    .as('pending');
  const [row] = await db
    .select({
      usedPico: balances.usedPico,
      heldPico: balances.heldPico,
      hasUsage: sql<boolean>`exists (select from ${ledgerEntries} where ${eq(ledgerEntries.userId, userId)})`,
      pendingEvents: pending.events,
      pendingSince: pending.since,
    })
    .from(users)
    .leftJoin(balances, and(eq(balances.userId, users.id), eq(balances.periodStart, period.start)))
    .crossJoin(pending)
    .where(eq(users.id, userId));
  return {
    usedPico: picoUsd(row?.usedPico ?? 0n),
    heldPico: picoUsd(row?.heldPico ?? 0n),
    hasUsage: row?.hasUsage ?? false,
    pendingEvents: row?.pendingEvents ?? 0,
    pendingSince: row?.pendingSince ?? null,
  };
}
