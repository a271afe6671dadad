import { eq } from 'drizzle-orm';
import { attachmentBytes } from '@/lib/db/schema';
import type { Database } from '@/lib/db/types';
import type { BlobStorage } from './blob-storage';

/** Keeps bytes in the database: nothing to set up, and backed up with the rest. */
export function databaseStorage(db: Database): BlobStorage {
  return {
    async put(attachmentId, bytes) {
      await db.insert(attachmentBytes).values({ attachmentId, bytes });
    },
    async get(id) {
      const [row] = await db.select().from(attachmentBytes).where(eq(attachmentBytes.attachmentId, id));
      return row?.bytes;
    },
    async delete(id) {
      await db.delete(attachmentBytes).where(eq(attachmentBytes.attachmentId, id));
    },
  };
}
