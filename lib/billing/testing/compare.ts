import { inputTokens, usageOfEntry } from '@/lib/pricing/token-usage';
import { formatBucket } from '../format';
import type { Reading } from '../reading';
import type { Span } from '../span';
import type { Unit } from '../view';
import type { SeededEntry } from './seed';

/**
 * What was read.
 *
 * @throws Error when it could not be read.
 */
export async function readValue<T>(reading: Promise<Reading<T>>): Promise<T> {
  const read = await reading;
  if (!read.ok) throw new Error('It could not be read.');
  return read.value;
}

/** Whether a span's figures count an entry: its end is not in it. */
export function isWithin({ from, to }: Span, { occurredAt }: SeededEntry): boolean {
  return from <= occurredAt && occurredAt < to;
}

/** What ledger entries add up to. */
export function ledgerTotals(entries: readonly SeededEntry[]) {
  const sum = (of: (entry: SeededEntry) => number) => entries.reduce((total, entry) => total + of(entry), 0);
  const promptTokens = sum((entry) => inputTokens(usageOfEntry(entry)));
  const completionTokens = sum((entry) => entry.outputTokens);
  return {
    requests: entries.length,
    promptTokens,
    cachedTokens: sum((entry) => entry.cacheReadTokens),
    completionTokens,
    reasoningTokens: sum((entry) => entry.reasoningTokens),
    totalTokens: promptTokens + completionTokens,
    costPico: entries.reduce((total, { costPico }) => total + (costPico ?? 0n), 0n),
  };
}

/**
 * What a bar is called that an instant lies in, by the zone's clock, not by where the app begins its bars. Two hours have one
 * name when the clock goes back.
 */
export function barName(at: Date, unit: Unit, timeZone: string): string {
  return formatBucket(at, unit, timeZone).replace(/:\d\d$/, ':00');
}

/** What items have under each name, without names that have nothing. */
export function sumByName<T>(
  items: readonly T[],
  of: (item: T) => readonly [name: string, amount: bigint],
): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const item of items) {
    const [name, amount] = of(item);
    sums.set(name, (sums.get(name) ?? 0n) + amount);
  }
  return new Map([...sums].filter(([, amount]) => amount !== 0n));
}
