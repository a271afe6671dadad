import { sql } from 'drizzle-orm';
import { chats } from '../db/schema';
import type { Database } from '../db/types';
import { NotFoundError } from '../errors';
import { isEndAsked } from './asked-at';
import { isOwnChat, type OwnChat } from './own-chat';
import { readMessages, type SavedMessage } from './read-messages';
import { recoverUnsaved } from './recover-reply';
import { runningReply } from './reply-progress';
import { readReplyUsages } from './reply-usage';

export interface WholeChat {
  chat: typeof chats.$inferSelect;
  /** On all branches, oldest first. */
  messages: SavedMessage[];
  /** What each reply used, by the message's id. */
  usages: Awaited<ReturnType<typeof readReplyUsages>>;
  /** Whether a reply to what the shown branch ends in is under way, or will be: its files may be read first. */
  isReplying: boolean;
}

/**
 * A chat with all its branches, and what each reply used. Replies that a dead process left unsaved are saved before.
 *
 * @throws NotFoundError also when it is somebody else's
 */
export async function readWholeChat(db: Database, own: OwnChat): Promise<WholeChat> {
  const opened = await openChat(db, own);
  const [messages, usages, isAnySaved] = await Promise.all([
    readMessages(db, own.chatId),
    readReplyUsages(db, own.chatId),
    recoverUnsaved(db, own.chatId),
  ]);
  if (isAnySaved) return readWholeChat(db, own);
  return { ...opened, messages, usages };
}

/** In one statement: with a reply that is saved between two, the chat would end in its question, and none be under way. */
async function openChat(db: Database, own: OwnChat): Promise<Pick<WholeChat, 'chat' | 'isReplying'>> {
  const isReplying = sql<boolean>`(${runningReply(own.chatId)} is not null or ${isEndAsked(own.chatId)})`;
  const [opened] = await db.select({ chat: chats, isReplying }).from(chats).where(isOwnChat(own));
  if (!opened) throw new NotFoundError('chat');
  return opened;
}
