import { and, eq, inArray, isNotNull, lt, ne, sql } from 'drizzle-orm';
import { deleteBytes } from '../attachments/delete-bytes';
import { type Storages, storagesOf } from '../attachments/storage';
import { attachments, chats, generations } from '../db/schema';
import type { Database } from '../db/types';
import { AppError } from '../errors';
import { type OwnChat, updateOwnChat } from './own-chat';
import { stopReplyOf } from './stop-reply';

/** For how long a deleted chat can be had back: longer than the button is there that offers it (`useChatChanges`). */
const UNDO_SECONDS = 60;
/** Should the process die while it deletes the files of deleted chats, the storage keeps those of so many at most. */
const PURGED_AT_ONCE = 10;

/**
 * Deletes a chat and what was said in it: at once for its reader, and really with the next purge after the time in
 * which it can be had back. A reply under way is stopped: nobody could read it, or stop it, and it would be billed to its
 * end. What it used stays on the bill.
 *
 * @throws NotFoundError also when it is somebody else's
 */
export async function deleteChat(db: Database, own: OwnChat): Promise<void> {
  await updateOwnChat(db, own, { deletedAt: sql`now()` });
  await stopReplyOf(db, own.chatId);
}

export class TooLateToUndoError extends AppError {
  constructor() {
    const message = 'This chat can’t be had back any more: a deletion can be undone for a minute only.';
    super(410, 'gone', message);
  }
}

/**
 * Undoes the deletion of a chat.
 *
 * @throws TooLateToUndoError also when it is not deleted, or somebody else's
 */
export async function restoreChat(db: Database, { userId, chatId }: OwnChat): Promise<void> {
  const restored = await db
    .update(chats)
    .set({ deletedAt: null })
    .where(and(eq(chats.id, chatId), eq(chats.userId, userId), isNotNull(chats.deletedAt)))
    .returning({ id: chats.id });
  if (restored.length === 0) throw new TooLateToUndoError();
}

/** Removes for good what was deleted longer ago than it can be had back, with the files that were sent in it. */
export async function purgeDeletedChats(
  { db, storages = storagesOf(db) }: { db: Database; storages?: Storages },
  undoSeconds = UNDO_SECONDS,
): Promise<void> {
  const isDue = lt(chats.deletedAt, sql`now() - make_interval(secs => ${undoSeconds}::float8)`);
  for (;;) {
    const due = await db.select({ id: chats.id }).from(chats).where(isDue).limit(PURGED_AT_ONCE);
    if (due.length === 0) return;
    const ids = due.map(({ id }) => id);
    // Of those that nobody has had back meanwhile.
    const isGone = and(inArray(chats.id, ids), isDue);
    const gone = db.$with('gone').as(db.delete(chats).where(isGone).returning({ id: chats.id }));
    const goneIds = db.select({ id: gone.id }).from(gone);
    // Kept of replies that were not saved. What is under way is stopped, and keeps no text when it ends.
    const texts = db.$with('texts').as(
      db
        .update(generations)
        .set({ outputText: '' })
        .where(
          and(
            // For the index: Postgres does not know how few are gone.
            inArray(generations.chatId, ids),
            inArray(generations.chatId, goneIds),
            eq(generations.state, 'settled'),
            ne(generations.outputText, ''),
          ),
        ),
    );
    const removed = await db
      .with(gone, texts)
      .delete(attachments)
      .where(inArray(attachments.chatId, goneIds))
      .returning({ id: attachments.id, storage: attachments.storage });
    await deleteBytes(storages, removed);
    if (due.length < PURGED_AT_ONCE) return;
  }
}
