import { and, asc, eq, inArray } from 'drizzle-orm';
import { chats, generations, ledgerEntries, messages } from '../db/schema';
import type { Database } from '../db/types';
import { NotFoundError } from '../errors';
import { asId, type ChatId, type MessageId, type UserId } from '../ids';
import { picoUsd } from '../money';
import type { ChatMessage } from './message';
import { replyUsage } from './reply-usage';

export interface LoadedChat {
  id: ChatId;
  title: string;
  model: string;
  messages: ChatMessage[];
  /** Whether a reply is under way. */
  replying: boolean;
}

/**
 * A chat with its messages, and what each reply used, read from the ledger.
 *
 * @throws NotFoundError also when it is somebody else's
 */
export async function loadChat(
  { db }: { db: Database },
  { userId, chatId }: { userId: UserId; chatId: ChatId },
): Promise<LoadedChat> {
  const [chat] = await db
    .select()
    .from(chats)
    .where(and(eq(chats.id, chatId), eq(chats.userId, userId)));
  if (!chat) throw new NotFoundError('chat');
  const [rows, entries, running] = await Promise.all([
    db
      .select()
      .from(messages)
      .where(eq(messages.chatId, chatId))
      .orderBy(asc(messages.createdAt), asc(messages.id)),
    db
      .select()
      .from(ledgerEntries)
      .where(and(eq(ledgerEntries.chatId, chatId), eq(ledgerEntries.via, 'chat')))
      .orderBy(asc(ledgerEntries.occurredAt)),
    db
      .select({ id: generations.id })
      .from(generations)
      .where(and(eq(generations.chatId, chatId), inArray(generations.state, ['reserved', 'dispatched'])))
      .limit(1),
  ]);
  return {
    id: chatId,
    title: chat.title,
    model: chat.model,
    messages: rows.map((row) =>
      toChatMessage(
        row,
        entries.filter((entry) => entry.messageId === row.id),
      ),
    ),
    replying: running.length > 0,
  };
}

function toChatMessage(
  row: typeof messages.$inferSelect,
  entries: (typeof ledgerEntries.$inferSelect)[],
): ChatMessage {
  const message = { id: asId<MessageId>(row.id), role: row.role, parts: row.parts };
  if (row.role === 'user') return message;
  return { ...message, metadata: { status: row.status, usage: replyUsage(entries.map(toSettlement)) } };
}

function toSettlement(entry: typeof ledgerEntries.$inferSelect) {
  return {
    model: entry.model,
    outcome: entry.outcome,
    basis: entry.basis,
    usage: {
      uncached: entry.uncachedTokens,
      cacheRead: entry.cacheReadTokens,
      cacheWrite: entry.cacheWriteTokens,
      output: entry.outputTokens,
      reasoning: entry.reasoningTokens,
    },
    costPico: entry.costPico === null ? null : picoUsd(entry.costPico),
  };
}
