import { and, asc, eq, sql, sum } from 'drizzle-orm';
import { generations, ledgerEntries } from '../db/schema';
import type { Database } from '../db/types';
import { groupBy } from '../group-by';
import type { ChatId, MessageId } from '../ids';
import type { Settlement } from '../metering/settle';
import { picoUsd, sumUsd } from '../money';
import type { ReplyUsage } from './message';
import type { OwnChat } from './own-chat';

/** What of an entry says what a reply used. */
const COLUMNS = {
  generationId: ledgerEntries.generationId,
  messageId: ledgerEntries.messageId,
  model: ledgerEntries.model,
  basis: ledgerEntries.basis,
  uncachedTokens: ledgerEntries.uncachedTokens,
  cacheReadTokens: ledgerEntries.cacheReadTokens,
  cacheWriteTokens: ledgerEntries.cacheWriteTokens,
  outputTokens: ledgerEntries.outputTokens,
  reasoningTokens: ledgerEntries.reasoningTokens,
  costPico: ledgerEntries.costPico,
  durationMs: ledgerEntries.durationMs,
};

type UsageEntry = Pick<typeof ledgerEntries.$inferSelect, Exclude<keyof typeof COLUMNS, 'messageId'>>;

/** What each reply of a chat used, on all branches, by the message's id. */
export async function readReplyUsages(db: Database, chatId: ChatId): Promise<Map<string, ReplyUsage>> {
  const entries = await db
    .select(COLUMNS)
    .from(generations)
    .innerJoin(ledgerEntries, eq(ledgerEntries.generationId, generations.id))
    .where(eq(generations.chatId, chatId))
    .orderBy(asc(generations.reservedAt), asc(generations.id));
  const usages = new Map<string, ReplyUsage>();
  for (const [messageId, ofReply] of groupBy(entries, (entry) => entry.messageId)) {
    const usage = replyUsage(ofReply);
    if (messageId !== null && usage) usages.set(messageId, usage);
  }
  return usages;
}

/** What a reply was billed for. Nothing when it wasn't. */
export async function readReplyUsage(db: Database, messageId: MessageId): Promise<ReplyUsage | undefined> {
  const entries = await db
    .select(COLUMNS)
    .from(ledgerEntries)
    .where(eq(ledgerEntries.messageId, messageId))
    .orderBy(asc(ledgerEntries.occurredAt), asc(ledgerEntries.generationId));
  return replyUsage(entries);
}

/** What a reply was billed for, by what each of its generations was settled as, in order. */
export function usageOfSettled(settled: readonly Settlement[]): ReplyUsage | undefined {
  return replyUsage(
    settled.map(({ usage, ...settlement }) => ({
      ...settlement,
      uncachedTokens: usage.uncached,
      cacheReadTokens: usage.cacheRead,
      cacheWriteTokens: usage.cacheWrite,
      outputTokens: usage.output,
      reasoningTokens: usage.reasoning,
    })),
  );
}

/** What a reply used: its generations together. Nothing when none was billed. */
function replyUsage(entries: readonly UsageEntry[]): ReplyUsage | undefined {
  const last = entries.at(-1);
  if (!last) return undefined;
  const total = (count: (entry: UsageEntry) => number) =>
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

export interface ChatTotal {
  /** Prompt and output together. */
  tokens: number;
  /** In decimal digits, as far as there is a price; null when there is none at all. */
  costPico: string | null;
}

export const NOTHING_BILLED: ChatTotal = { tokens: 0, costPico: null };

/** Everything that was billed to this person for a chat: its replies on all branches, and its title. */
export async function readChatTotal(db: Database, { chatId, userId }: OwnChat): Promise<ChatTotal> {
  const { uncachedTokens, cacheReadTokens, cacheWriteTokens, outputTokens } = ledgerEntries;
  const tokens = sql`${uncachedTokens} + ${cacheReadTokens} + ${cacheWriteTokens} + ${outputTokens}`;
  const [total] = await db
    .select({
      tokens: sql`coalesce(sum(${tokens}), 0)`.mapWith(Number),
      costPico: sum(ledgerEntries.costPico),
    })
    .from(generations)
    .innerJoin(ledgerEntries, eq(ledgerEntries.generationId, generations.id))
    .where(and(eq(generations.chatId, chatId), eq(ledgerEntries.userId, userId)));
  return total ?? NOTHING_BILLED;
}

function promptTokens(entry: UsageEntry): number {
  return entry.uncachedTokens + entry.cacheReadTokens + entry.cacheWriteTokens;
}

/** In decimal digits; null when one of them has no price. */
function costOf(entries: readonly UsageEntry[]): string | null {
  const costs = entries.flatMap(({ costPico }) => (costPico === null ? [] : [picoUsd(costPico)]));
  return costs.length === entries.length ? String(sumUsd(costs)) : null;
}
