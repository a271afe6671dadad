import type { chats } from '../db/schema';
import type { Database } from '../db/types';
import { isEndAsked } from './asked-at';
import { type OwnChat, requireOwnChat } from './own-chat';
import { readMessages, type SavedMessage } from './read-messages';
import { recoverUnsaved } from './recover-reply';
import { findRunningReply } from './reply-progress';
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
  const chat = await requireOwnChat(db, own);
  const [messages, usages, running, isAsked, isAnySaved] = await Promise.all([
    readMessages(db, own.chatId),
    readReplyUsages(db, own.chatId),
    findRunningReply(db, own.chatId),
    isEndAsked(db, own.chatId),
    recoverUnsaved(db, own.chatId),
  ]);
  if (isAnySaved) return readWholeChat(db, own);
  return { chat, messages, usages, isReplying: running !== undefined || isAsked };
}
