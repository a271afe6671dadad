import { groupBy } from '@/lib/group-by';
import type { ChatId } from '@/lib/ids';
import { inputTokens, usageOfEntry } from '@/lib/pricing/token-usage';
import { formatBucket } from '../format';
import type { Reading } from '../reading';
import { compareAmounts } from '../report/amount';
import type { Bucket, Chart } from '../report/chart';
import type { Group } from '../report/usage';
import type { Span } from '../span';
import { type Metric, NO_KEY, type Unit, type UsageFilter, type View } from '../view';
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

/** Whether a filter leaves an entry. */
export function isShown({ model, via, key, chat }: UsageFilter, entry: SeededEntry): boolean {
  return (
    (model ?? entry.model) === entry.model &&
    (via ?? entry.via) === entry.via &&
    (key ?? entry.apiKeyId ?? NO_KEY) === (entry.apiKeyId ?? NO_KEY) &&
    (chat ?? entry.chatId) === entry.chatId
  );
}

/** In the order of the log. */
export function newestFirst(entries: readonly SeededEntry[]): SeededEntry[] {
  return entries.toSorted(
    (a, b) => b.occurredAt.getTime() - a.occurredAt.getTime() || (b.generationId < a.generationId ? -1 : 1),
  );
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

/** What entries add up to, in each metric. */
export function amountsOf({ costPico, totalTokens, requests }: ReturnType<typeof ledgerTotals>) {
  return { cost: costPico, tokens: BigInt(totalTokens), requests: BigInt(requests) };
}

/** The eight chats that most went to, the most first. The chosen one is among them, however little went to it. */
export function biggestChats(entries: readonly SeededEntry[], metric: Metric, chosen: ChatId | null) {
  const chats = [...groupBy(entries, ({ chatId }) => chatId)]
    .map(([id, ofChat]) => ({ id, amount: amountsOf(ledgerTotals(ofChat))[metric] }))
    .filter(({ id }) => id !== null)
    .sort((a, b) => compareAmounts(b.amount, a.amount));
  const others = chats.filter(({ id }) => id !== chosen).slice(0, chosen === null ? 8 : 7);
  return chats.filter((chat) => chat.id === chosen || others.includes(chat));
}

/** Under which name an entry stands among models, sources or keys. */
export function nameOf(entry: SeededEntry, group: Group): string {
  return group === 'key' ? (entry.apiKeyId ?? NO_KEY) : entry[group];
}

/** What an entry adds to the series of a chart. */
export function seriesOf(
  entry: SeededEntry,
  { by, metric }: Pick<View, 'by' | 'metric'>,
): (readonly [name: string, amount: bigint])[] {
  if (by !== 'kind') return [[nameOf(entry, by), amountsOf(ledgerTotals([entry]))[metric]]];
  const { uncachedTokens, cacheReadTokens, cacheWriteTokens, outputTokens, reasoningTokens } = entry;
  return [
    ['input', BigInt(uncachedTokens + cacheWriteTokens)],
    ['cached', BigInt(cacheReadTokens)],
    ['output', BigInt(outputTokens - reasoningTokens)],
    ['reasoning', BigInt(reasoningTokens)],
  ];
}

/** What a bar of a chart has in each series; nothing where there is no bar. */
export function drawnIn(
  { series }: Chart,
  bar: Bucket | undefined,
): (readonly [name: string, amount: bigint])[] {
  return bar ? series.map(({ name }, index) => [name, bar.amounts[index] ?? 0n]) : [];
}

/**
 * What a bar is called that an instant lies in, by the zone's clock, not by where the app begins its bars. Two hours have one
 * name when the clock goes back; and where it leaps over the beginning of an hour, as Chatham's does, what is left of that
 * hour is in the bar before.
 */
export function barName(at: Date, unit: Unit, timeZone: string): string {
  const [, minutes = '0'] = /:(\d\d)$/.exec(formatBucket(at, unit, timeZone)) ?? [];
  const begin = new Date(at.getTime() - Number(minutes) * 60_000);
  return formatBucket(begin, unit, timeZone).replace(/:\d\d$/, ':00');
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
