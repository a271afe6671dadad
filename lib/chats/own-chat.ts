import { and, eq, isNull } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import { chats } from '../db/schema';
import type { Database } from '../db/types';
import { NotFoundError } from '../errors';
import type { ChatId, MessageId, UserId } from '../ids';

/** Which chat of which person is meant. */
export interface OwnChat {
  userId: UserId;
  chatId: ChatId;
}

/** Which reply of which chat is meant. */
export interface ReplyIds {
  chatId: ChatId;
  messageId: MessageId;
}

/** The condition that a chat is this one, the person's own, and not deleted. */
export function isOwnChat({ userId, chatId }: OwnChat) {
  return and(eq(chats.id, chatId), eq(chats.userId, userId), isNull(chats.deletedAt));
}

/** @throws NotFoundError also when the chat is somebody else's */
export async function requireOwnChat(db: Database, chat: OwnChat): Promise<typeof chats.$inferSelect> {
  const [row] = await db.select().from(chats).where(isOwnChat(chat));
  if (!row) throw new NotFoundError('chat');
  return row;
}

/**
 * Changes a chat, and gives it as it is then.
 *
 * @throws NotFoundError also when the chat is somebody else's
 */
export async function updateOwnChat(
  db: Database,
  own: OwnChat,
  values: PgUpdateSetSource<typeof chats>,
): Promise<typeof chats.$inferSelect> {
  const [row] = await db.update(chats).set(values).where(isOwnChat(own)).returning();
  if (!row) throw new NotFoundError('chat');
  return row;
}
