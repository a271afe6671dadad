import { eq, sql } from 'drizzle-orm';
import { queryRows } from '../db/rows';
import { type attachments, users } from '../db/schema';
import type { Database } from '../db/types';
import { type AttachmentId, newId, type UserId } from '../ids';
import { log } from '../log';
import { checkFile } from './check-file';
import { FileRefusedError, StorageFullError, StorageUnreachableError } from './errors';
import { cleanFileName } from './file-name';
import type { FileType } from './kind';
import { MOST_STORED_BYTES } from './limits';
import { removeAttachment } from './remove';
import { roughFileTokens } from './rough-file-tokens';
import { type Storages, storagesOf } from './storage';

/** A file that can be sent with a message. */
export interface SavedFile {
  id: AttachmentId;
  name: string;
  mediaType: FileType;
  /** About how many tokens it will have in a prompt. */
  tokens: number;
}

/**
 * Keeps a file that a person wants to attach. It is removed after a day unless it is sent.
 *
 * @throws FileRefusedError when it is empty, too large, or of a type that can't be attached
 * @throws StorageFullError when the person's files have no room for it
 * @throws StorageUnreachableError when the storage doesn't take it
 */
export async function saveAttachment(
  { db, storages = storagesOf(db) }: { db: Database; storages?: Storages },
  { userId, name: givenName, bytes }: { userId: UserId; name: string; bytes: Uint8Array },
): Promise<SavedFile> {
  const checked = checkFile(bytes);
  if ('problem' in checked) throw new FileRefusedError(checked);
  const id = newId<AttachmentId>();
  const name = cleanFileName(givenName);
  const mediaType = checked.type;
  const tokens = await roughFileTokens(bytes, mediaType);
  const file = { id, name, mediaType, tokens, sizeBytes: bytes.length };
  const row = { ...file, userId, storage: storages.chosen };
  // The row first: should the process die before the bytes are put, the purge finds it.
  await insertWithinLimit(db, row);
  try {
    await (await storages.open(storages.chosen)).put(id, bytes, mediaType);
  } catch (err) {
    log.error({ err, attachmentId: id, storage: storages.chosen }, 'an attachment could not be stored');
    await removeAttachment({ db, storages }, { userId, id });
    throw new StorageUnreachableError();
  }
  return file;
}

/**
 * One upload of a person waits for the other: a statement doesn't see what another has added and not yet committed. The
 * files of a deleted chat leave room at once; who has it back then may have more than the limit, and uploads nothing.
 */
async function insertWithinLimit(db: Database, row: typeof attachments.$inferInsert): Promise<void> {
  const inserted = await db.transaction(async (tx) => {
    // A statement of its own, since one that waits still sees what there was when it began.
    await tx.select({ id: users.id }).from(users).where(eq(users.id, row.userId)).for('no key update');
    return queryRows(
      tx,
      sql`
        insert into attachments (id, user_id, name, media_type, size_bytes, tokens, storage)
        select ${row.id}, ${row.userId}, ${row.name}, ${row.mediaType}, ${row.sizeBytes}, ${row.tokens},
          ${row.storage}
        where ${row.sizeBytes}::bigint + (
          select coalesce(sum(attachments.size_bytes), 0)
          from attachments left join chats on chats.id = attachments.chat_id
          where attachments.user_id = ${row.userId} and chats.deleted_at is null
        ) <= ${MOST_STORED_BYTES}
        returning id`,
      (added) => added.id,
    );
  });
  if (inserted.length === 0) throw new StorageFullError(MOST_STORED_BYTES);
}
