import 'server-only';
import { clearOver } from './api/idempotency/store';
import { purgeUnsent } from './attachments/purge';
import { purgeDeletedChats } from './chats/delete-chat';
import { log } from './log';
import { getMetering } from './metering/context';
import { oneAtATime } from './one-at-a-time';

/**
 * Removes for good the chats that were deleted, the files that were never sent, and the answers of the API that are kept no
 * longer. A storage of files may take long, so nothing that others wait for waits for this. While it is under way, it is not
 * begun again. Never throws: what is left is removed the next time.
 */
export const clearAway = oneAtATime(async () => {
  try {
    const metering = await getMetering();
    await clearOver(metering.db);
    await purgeDeletedChats(metering);
    await purgeUnsent(metering);
  } catch (err) {
    log.error(
      { err },
      'deleted chats, files that were never sent and old answers of the API could not be removed yet',
    );
  }
});
