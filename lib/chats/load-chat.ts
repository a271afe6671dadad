import { asc, eq } from 'drizzle-orm';
import { messages } from '../db/schema';
import type { Database } from '../db/types';
import { asId, type ChatId, type MessageId } from '../ids';
import { pathTo, versionsOf } from './branches';
import type { ChatMessage, ChatSettings, MessageMetadata } from './message';
import { type OwnChat, requireOwnChat } from './own-chat';
import { type LedgerEntry, readChatEntries, replyUsage } from './reply-usage';
import { findRunningReply } from './resume-reply-progress';

export interface LoadedChat {
  id: ChatId;
  title: string;
  model: string;
  settings: ChatSettings;
  /** The secret in the address of its read-only page; null: not shared. */
  shareId: string | null;
  /** The branch that is shown. */
  messages: ChatMessage[];
  /** Whether a reply is under way. */
  replying: boolean;
}

type MessageRow = typeof messages.$inferSelect;

/**
 * A chat with the messages of the branch that is shown, and what each reply used, read from the ledger.
 *
 * @throws NotFoundError also when it is somebody else's
 */
export async function loadChat({ db }: { db: Database }, own: OwnChat): Promise<LoadedChat> {
  const chat = await requireOwnChat(db, own);
  const [rows, entries, running] = await Promise.all([
    db
      .select()
      .from(messages)
      .where(eq(messages.chatId, own.chatId))
      .orderBy(asc(messages.createdAt), asc(messages.id)),
    readChatEntries(db, own.chatId),
    findRunningReply(db, own),
  ]);
  const { title, model, instructions, temperature, shareId } = chat;
  return {
    id: own.chatId,
    title,
    model,
    settings: { instructions, temperature },
    shareId,
    messages: pathTo(rows, chat.headId).map((row) => toChatMessage(row, rows, entries)),
    replying: running !== undefined,
  };
}

function toChatMessage(row: MessageRow, rows: MessageRow[], entries: LedgerEntry[]): ChatMessage {
  const versions = versionsOf(rows, row).map(({ id }) => id);
  const usage = replyUsage(entries.filter(({ messageId }) => messageId === row.id));
  return {
    id: asId<MessageId>(row.id),
    role: row.role,
    parts: row.parts,
    metadata: {
      ...(row.role === 'assistant' && { ...endingOf(row), usage }),
      ...(versions.length > 1 && { versions }),
    },
  };
}

function endingOf({ status }: MessageRow): MessageMetadata {
  return status === 'cut' ? { status: 'complete', isCutByAllowance: true } : { status };
}
