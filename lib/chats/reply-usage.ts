import { and, asc, eq, sql, sum } from 'drizzle-orm';
import { generations, ledgerEntries } from '../db/schema';
import type { Database } from '../db/types';
import { groupBy } from '../group-by';
import type { ChatId, MessageId } from '../ids';
import { picoUsd, sumUsd } from '../money';
import { inputTokens, type TokenUsage, totalTokens, usageOfEntry } from '../pricing/token-usage';
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

type UsageEntry = Pick<typeof ledgerEntries.$inferSelect, keyof typeof COLUMNS>;

/** A generation of a reply, as it was billed. */
interface Billed extends Pick<UsageEntry, 'generationId' | 'model' | 'basis' | 'costPico' | 'durationMs'> {
  usage: TokenUsage;
}

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
    const usage = replyUsage(ofReply.map(billed));
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
  return replyUsage(entries.map(billed));
}

/** What a reply used: its generations together, in order. Nothing when none was billed. */
export function replyUsage(generations: readonly Billed[]): ReplyUsage | undefined {
  const last = generations.at(-1);
  if (!last) return undefined;
  const total = (count: (generation: Billed) => number) =>
    generations.reduce((sum, generation) => sum + count(generation), 0);
  return {
    promptTokens: total(({ usage }) => inputTokens(usage)),
    completionTokens: total(({ usage }) => usage.output),
    cachedTokens: total(({ usage }) => usage.cacheRead),
    reasoningTokens: total(({ usage }) => usage.reasoning),
    costPico: costOf(generations),
    estimated: generations.some(({ basis }) => basis === 'estimated'),
    model: last.model,
    durationMs: total(({ durationMs }) => durationMs),
    contextTokens: totalTokens(last.usage) - last.usage.reasoning,
    generationIds: generations.map(({ generationId }) => generationId),
  };
}

export interface ChatTotal {
  /** Prompt and output together. */
  tokens: number;
  /** In decimal digits, as far as there is a price; null when there is none at all. */
  costPico: string | null;
  /** They have tokens, and no part in the cost. */
  unpricedRequests: number;
}

export const NOTHING_BILLED: ChatTotal = { tokens: 0, costPico: null, unpricedRequests: 0 };

/** Everything that was billed to this person for a chat: its replies on all branches, and its title. */
export async function readChatTotal(db: Database, { chatId, userId }: OwnChat): Promise<ChatTotal> {
  const { uncachedTokens, cacheReadTokens, cacheWriteTokens, outputTokens } = ledgerEntries;
  const tokens = sql`${uncachedTokens} + ${cacheReadTokens} + ${cacheWriteTokens} + ${outputTokens}`;
  const [total] = await db
    .select({
      tokens: sql`coalesce(sum(${tokens}), 0)`.mapWith(Number),
      costPico: sum(ledgerEntries.costPico),
      unpricedRequests: sql`count(*) filter (where ${ledgerEntries.costPico} is null)`.mapWith(Number),
    })
    .from(generations)
    .innerJoin(ledgerEntries, eq(ledgerEntries.generationId, generations.id))
    .where(and(eq(generations.chatId, chatId), eq(ledgerEntries.userId, userId)));
  return total ?? NOTHING_BILLED;
}

function billed(entry: UsageEntry): Billed {
  return { ...entry, usage: usageOfEntry(entry) };
}

/** In decimal digits; null when one of them has no price. */
function costOf(generations: readonly Billed[]): string | null {
  const costs = generations.flatMap(({ costPico }) => (costPico === null ? [] : [picoUsd(costPico)]));
  return costs.length === generations.length ? String(sumUsd(costs)) : null;
}
