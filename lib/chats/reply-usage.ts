import { asc, eq } from 'drizzle-orm';
import { generations, ledgerEntries } from '../db/schema';
import type { Database } from '../db/types';
import type { ChatId, MessageId } from '../ids';
import { picoUsd, sumUsd } from '../money';
import type { ReplyUsage } from './message';

export type LedgerEntry = typeof ledgerEntries.$inferSelect;

/** Everything that was billed for a chat, in order: its replies on all branches, and its title. */
export async function readChatEntries(db: Database, chatId: ChatId): Promise<LedgerEntry[]> {
  const rows = await db
    .select({ entry: ledgerEntries })
    .from(generations)
    .innerJoin(ledgerEntries, eq(ledgerEntries.generationId, generations.id))
    .where(eq(generations.chatId, chatId))
    .orderBy(asc(generations.reservedAt), asc(generations.id));
  return rows.map(({ entry }) => entry);
}

/** What a reply was billed for. Nothing when it wasn't. */
export async function readReplyUsage(db: Database, messageId: MessageId): Promise<ReplyUsage | undefined> {
  const entries = await db
    .select()
    .from(ledgerEntries)
    .where(eq(ledgerEntries.messageId, messageId))
    .orderBy(asc(ledgerEntries.occurredAt), asc(ledgerEntries.generationId));
  return replyUsage(entries);
}

/** What a reply used: its generations together. Nothing when none was billed. */
export function replyUsage(entries: readonly LedgerEntry[]): ReplyUsage | undefined {
  const last = entries.at(-1);
  if (!last) return undefined;
  const total = (count: (entry: LedgerEntry) => number) =>
    entries.reduce((sum, entry) => sum + count(entry), 0);
  return {
    promptTokens: total(promptTokens),
    completionTokens: total((entry) => entry.outputTokens),
    cachedTokens: total((entry) => entry.cacheReadTokens),
    reasoningTokens: total((entry) => entry.reasoningTokens),
    costPico: costOf(entries),
    estimated: entries.some(({ basis }) => basis === 'estimated'),
    model: last.model,
    durationMs: total((entry) => entry.durationMs),
    contextTokens: promptTokens(last) + last.outputTokens,
    generationIds: entries.map(({ generationId }) => generationId),
  };
}

/** Prompt and output together, and what they cost as far as there is a price; null when there is none at all. */
export function totalOf(entries: readonly LedgerEntry[]): { tokens: number; costPico: string | null } {
  const priced = entries.filter(({ costPico }) => costPico !== null);
  return {
    tokens: entries.reduce((sum, entry) => sum + promptTokens(entry) + entry.outputTokens, 0),
    costPico: priced.length > 0 ? costOf(priced) : null,
  };
}

function promptTokens(entry: LedgerEntry): number {
  return entry.uncachedTokens + entry.cacheReadTokens + entry.cacheWriteTokens;
}

/** In decimal digits; null when one of them has no price. */
function costOf(entries: readonly LedgerEntry[]): string | null {
  const costs = entries.flatMap(({ costPico }) => (costPico === null ? [] : [picoUsd(costPico)]));
  return costs.length === entries.length ? String(sumUsd(costs)) : null;
}
