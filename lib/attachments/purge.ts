import { and, inArray, isNull, lt, sql } from 'drizzle-orm';
import { attachments } from '../db/schema';
import type { Database } from '../db/types';
import { deleteBytes } from './delete-bytes';
import { type Storages, storagesOf } from './storage';

const UNSENT_HOURS = 24;
/** Should the process die while it deletes their bytes, the storage keeps those of so many at most. */
const BATCH_SIZE = 20;

/** Removes what was attached and never sent. */
export async function purgeUnsent({
  db,
  storages = storagesOf(db),
}: {
  db: Database;
  storages?: Storages;
}): Promise<void> {
  const isOld = lt(attachments.createdAt, sql`now() - make_interval(hours => ${UNSENT_HOURS}::int)`);
  const due = db
    .select({ id: attachments.id })
    .from(attachments)
    .where(and(isNull(attachments.chatId), isOld))
    .limit(BATCH_SIZE);
  for (;;) {
    const removed = await db
      .delete(attachments)
      .where(and(isNull(attachments.chatId), inArray(attachments.id, due)))
      .returning({ id: attachments.id, storage: attachments.storage });
    await deleteBytes(storages, removed);
    if (removed.length < BATCH_SIZE) return;
  }
}
