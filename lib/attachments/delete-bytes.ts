import { type AttachmentId, asId } from '../ids';
import { log } from '../log';
import type { Attachment } from './read';
import type { Storages } from './storage';

/**
 * Deletes the bytes of attachments whose rows are gone. Never throws: what a storage outside doesn't delete stays there,
 * and the log names it. In the database they went with their rows.
 */
export async function deleteBytes(
  storages: Storages,
  removed: readonly Pick<Attachment, 'id' | 'storage'>[],
): Promise<void> {
  for (const { id, storage } of removed) {
    if (storage === 'database') continue;
    try {
      await (await storages.open(storage)).delete(asId<AttachmentId>(id));
    } catch (err) {
      log.warn({ err, attachmentId: id, storage }, 'the bytes of an attachment are left in the storage');
    }
  }
}
