import { setTimeout as wait } from 'node:timers/promises';
import { isDatabaseUnreachable } from './errors';

const WRITE_AGAIN_MS = 1_000;

/**
 * Writes down that somebody has what was sent, for as long as the database is away: it must not be sent again only
 * because the database was away when they said so.
 *
 * @throws what the database said, when it could be asked
 */
export async function untilWritten(write: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await write();
      return;
    } catch (error) {
      if (!isDatabaseUnreachable(error)) throw error;
      await wait(WRITE_AGAIN_MS);
    }
  }
}
