import { and, eq, sql } from 'drizzle-orm';
import { attachments } from '../db/schema';
import type { Database } from '../db/types';
import type { AttachmentId, UserId } from '../ids';
import { deleteBytes } from './delete-bytes';
import { isNamedIn } from './named-in';
import { type Storages, storagesOf } from './storage';

/** Removes a file that a person attached and then took out again. One that a message has stays, as does one of somebody else's. */
export async function removeAttachment(
  { db, storages = storagesOf(db) }: { db: Database; storages?: Storages },
  { userId, id }: { userId: UserId; id: AttachmentId },
): Promise<void> {
  const isSent = sql`exists (
    select from messages where messages.chat_id = ${attachments.chatId} and ${isNamedIn(sql`messages.parts`)}
  )`;
  const removed = await db
    .delete(attachments)
    .where(and(eq(attachments.id, id), eq(attachments.userId, userId), sql`not ${isSent}`))
    .returning({ id: attachments.id, storage: attachments.storage });
  await deleteBytes(storages, removed);
}
