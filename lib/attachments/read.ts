import { and, eq, isNull, or } from 'drizzle-orm';
import { attachments, chats } from '../db/schema';
import type { Database } from '../db/types';
import { NotFoundError } from '../errors';
import { type AttachmentId, asId, type UserId } from '../ids';
import { log } from '../log';
import { StorageUnreachableError } from './errors';
import { type Storages, storagesOf } from './storage';

export type Attachment = typeof attachments.$inferSelect;

/**
 * A person's attachment.
 *
 * @throws NotFoundError also when it is somebody else's, or of a chat that was deleted
 */
export async function findAttachment(
  db: Database,
  { userId, id }: { userId: UserId; id: AttachmentId },
): Promise<Attachment> {
  const [found] = await db
    .select({ attachment: attachments })
    .from(attachments)
    .leftJoin(chats, eq(chats.id, attachments.chatId))
    .where(
      and(
        eq(attachments.id, id),
        eq(attachments.userId, userId),
        or(isNull(chats.id), isNull(chats.deletedAt)),
      ),
    );
  if (!found) throw new NotFoundError('file');
  return found.attachment;
}

/**
 * The bytes of an attachment, from where they were put; undefined when they are no longer there.
 *
 * @throws StorageUnreachableError when the storage doesn't answer
 */
export async function readBytes(
  { db, storages = storagesOf(db) }: { db: Database; storages?: Storages },
  { id, storage }: Pick<Attachment, 'id' | 'storage'>,
): Promise<Uint8Array | undefined> {
  try {
    return await (await storages.open(storage)).get(asId<AttachmentId>(id));
  } catch (err) {
    log.error({ err, attachmentId: id, storage }, 'an attachment could not be read');
    throw new StorageUnreachableError();
  }
}
