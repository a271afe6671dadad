import { count, eq, inArray, sum } from 'drizzle-orm';
import { balances, generations, ledgerEntries, outbox } from '@/lib/db/schema';
import type { Database } from '@/lib/db/types';
import { embeddedClient } from '@/lib/openmeter/testing/embedded-client';
import { inputTokens, usageOfEntry } from '@/lib/pricing/token-usage';
import type { Books, MeterRow } from './compare';

/** What still has to happen before the books can be compared. */
export async function unfinished(db: Database): Promise<{ openGenerations: number; pendingEvents: number }> {
  const [open] = await db
    .select({ n: count() })
    .from(generations)
    .where(inArray(generations.state, ['reserved', 'dispatched']));
  const [pending] = await db.select({ n: count() }).from(outbox).where(eq(outbox.state, 'pending'));
  return { openGenerations: open?.n ?? 0, pendingEvents: pending?.n ?? 0 };
}

/** Everything that the app has written down, and what the meter answers. */
export async function readBooks(db: Database): Promise<Books> {
  const accounts = await db
    .select({ userId: balances.userId, used: sum(balances.usedPico), held: sum(balances.heldPico) })
    .from(balances)
    .groupBy(balances.userId);
  const entries = await db.select().from(ledgerEntries);
  return {
    ledger: entries.map((entry) => ({
      generationId: entry.generationId,
      chatId: entry.chatId,
      via: entry.via,
      userId: entry.userId,
      eventId: entry.eventId,
      responseId: entry.responseId,
      basis: entry.basis,
      promptTokens: inputTokens(usageOfEntry(entry)),
      outputTokens: entry.outputTokens,
      costPico: entry.costPico,
    })),
    outbox: await readOutbox(db),
    meter: await readMeter(db),
    usedPico: new Map(accounts.map(({ userId, used }) => [userId, BigInt(used ?? 0)])),
    heldPico: accounts.reduce((total, { held }) => total + magnitude(BigInt(held ?? 0)), 0n),
    openGenerations: (await unfinished(db)).openGenerations,
  };
}

/** A hold released twice must not make up for one that was never released. */
function magnitude(pico: bigint): bigint {
  return pico < 0n ? -pico : pico;
}

async function readOutbox(db: Database): Promise<Books['outbox']> {
  const rows = await db.select().from(outbox);
  return rows.map(({ generationId, state, event }) => ({ generationId, state, event: asUsageEvent(event) }));
}

/** The column holds what `settle` wrote there. */
function asUsageEvent(value: unknown) {
  return value as Books['outbox'][number]['event'];
}

/** Asks the embedded meter as the billing page does: through OpenMeter's SDK. */
async function readMeter(db: Database): Promise<Map<string, MeterRow>> {
  const openMeter = embeddedClient(db);
  const rows = new Map<string, MeterRow>();
  const rowOf = (subject: string | null | undefined) => {
    const row = rows.get(subject ?? '') ?? { requests: 0, totalTokens: 0 };
    rows.set(subject ?? '', row);
    return row;
  };
  const [requests, tokens] = await Promise.all([
    openMeter.meters.query('requests', { groupBy: ['subject'] }),
    openMeter.meters.query('total_tokens', { groupBy: ['subject'] }),
  ]);
  for (const row of requests?.data ?? []) rowOf(row.subject).requests = row.value;
  for (const row of tokens?.data ?? []) rowOf(row.subject).totalTokens = row.value;
  return rows;
}
