import { desc } from 'drizzle-orm';
import { billingPeriodOf } from '@/lib/billing/period';
import { chats, generations, ledgerEntries, messages, users } from '@/lib/db/schema';
import type { Database } from '@/lib/db/types';
import { type ChatId, type GenerationId, type MessageId, newId } from '@/lib/ids';
import { costOf } from '@/lib/pricing/cost';
import { priceFor } from '@/lib/pricing/price-book';
import { ratesToJson } from '@/lib/pricing/rates';
import { markdownOf } from './reply-text';

export const LONG_CHAT_MESSAGES = 500;
export const LONG_CHAT_TITLE = 'A chat of months';
export const LAST_WORDS = 'the last words of a long chat';

const OTHER_CHATS = 100;
const REPLY_TOKENS = 150;
const MODEL = { provider: 'demo', model: 'tokentally-demo' } as const;

/** Books a long chat for who signed in last: questions and replies in turn, each reply billed. And a list of others. */
export async function seedLongChat(db: Database): Promise<void> {
  const [user] = await db.select({ id: users.id }).from(users).orderBy(desc(users.createdAt)).limit(1);
  if (!user) throw new Error('Nobody has signed in.');
  const chatId = newId<ChatId>();
  const said = await conversation();
  const rows = said.map((text, index) => ({
    id: newId<MessageId>(),
    chatId,
    role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
    parts: [{ type: 'text' as const, text }],
    searchText: text,
    createdAt: new Date(Date.now() - (said.length - index) * 60_000),
  }));
  const placed = rows.map((row, index) => ({ ...row, parentId: rows[index - 1]?.id ?? null }));
  await db.insert(chats).values({
    id: chatId,
    userId: user.id,
    title: LONG_CHAT_TITLE,
    titleSource: 'person',
    model: MODEL.model,
    headId: placed.at(-1)?.id,
  });
  await db.insert(chats).values(
    Array.from({ length: OTHER_CHATS }, (_, index) => ({
      id: newId<ChatId>(),
      userId: user.id,
      title: `Chat ${index + 1} of others`,
      titleSource: 'person' as const,
      model: MODEL.model,
      updatedAt: new Date(Date.now() - (index + 1) * 7 * 3_600_000),
    })),
  );
  await db.insert(messages).values(placed);
  const replies = placed.filter(({ role }) => role === 'assistant');
  const entries = replies.map(({ id, createdAt }) => entryOf({ userId: user.id, chatId, id, createdAt }));
  await db.insert(generations).values(entries.map(({ generation }) => generation));
  await db.insert(ledgerEntries).values(entries.map(({ entry }) => entry));
}

/** Parts of one long text, cut between paragraphs, each with a question before it. */
async function conversation(): Promise<string[]> {
  const replies = LONG_CHAT_MESSAGES / 2;
  const text = await markdownOf(replies * REPLY_TOKENS);
  const pieces = text.trim().split('\n\n');
  const share = pieces.length / replies;
  return Array.from({ length: replies }, (_, index) => {
    const own = pieces.slice(Math.round(index * share), Math.round((index + 1) * share)).join('\n\n');
    const end = index === replies - 1 ? `\n\nThese are **${LAST_WORDS}**.` : '';
    return [`And what of case ${index + 1}, in ${index % 7} words or more?`, own + end];
  }).flat();
}

function entryOf(reply: { userId: string; chatId: string; id: string; createdAt: Date }) {
  const { userId, chatId, id: messageId, createdAt } = reply;
  const generationId = newId<GenerationId>();
  const usage = { uncached: 1_200, cacheRead: 0, cacheWrite: 0, output: REPLY_TOKENS, reasoning: 0 };
  const rates = priceFor({ ...MODEL, at: createdAt });
  const { start: periodStart } = billingPeriodOf(createdAt);
  const common = { ...MODEL, userId, chatId, messageId, via: 'chat' as const, periodStart };
  return {
    generation: {
      ...common,
      id: generationId,
      state: 'settled' as const,
      holdPico: 0n,
      promptTokens: usage.uncached,
      maxOutputTokens: usage.output,
      reservedAt: createdAt,
      settledAt: createdAt,
    },
    entry: {
      ...common,
      generationId,
      eventId: `chatcmpl-${generationId}`,
      occurredAt: createdAt,
      outcome: 'complete' as const,
      basis: 'exact' as const,
      uncachedTokens: usage.uncached,
      cacheReadTokens: usage.cacheRead,
      cacheWriteTokens: usage.cacheWrite,
      outputTokens: usage.output,
      reasoningTokens: usage.reasoning,
      rates: rates ? ratesToJson(rates) : null,
      costPico: rates ? costOf(usage, rates) : null,
      durationMs: 1_400,
    },
  };
}
