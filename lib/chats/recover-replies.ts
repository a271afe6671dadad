import 'server-only';
import { sql } from 'drizzle-orm';
import { purgeUnsent } from '../attachments/purge';
import { getDb } from '../db/client';
import { env } from '../env';
import { log } from '../log';
import { getMetering } from '../metering/context';
import { ORPHANED_AFTER_MS, recover } from '../metering/recover';
import { SteadyDatabase } from '../metering/steady-database';
import { oneAtATime } from '../one-at-a-time';
import { purgeDeletedChats } from './delete-chat';
import { saveReply } from './save-reply';

const INTERVAL_MS = 5_000;

/**
 * Ends the generations that dead processes left open, and saves the replies as far as they had come. What else is due
 * in the background of chats is done with it: deleted ones are removed for good, and files that were never sent.
 * While it is under way, it is not begun again.
 */
export const recoverReplies = oneAtATime(async (silentMs: number = ORPHANED_AFTER_MS) => {
  const metering = await getMetering();
  await recover(metering.db, metering.checkpointer.ids(), silentMs, async ({ chatId, messageId, text }) => {
    if (!chatId || !messageId) return;
    const parts = text === '' ? [] : [{ type: 'text' as const, text }];
    await saveReply(metering, { chatId, id: messageId, parts, status: 'failed' });
  });
  await purgeDeletedChats(metering);
  await purgeUnsent(metering);
});

/** Lets the recovery run by itself, on a server: once now, and then again and again. */
export async function startRecovery(): Promise<void> {
  const database = new SteadyDatabase();
  setInterval(() => {
    recoverWhenSteady(database).catch((error) =>
      log.error({ err: error }, 'orphans could not be looked for'),
    );
  }, INTERVAL_MS).unref();
  // No other process can have the embedded database open, so what was silent since before this one began is an orphan.
  if (!env.DATABASE_URL) await recoverReplies(process.uptime() * 1000);
  else await recoverWhenSteady(database);
}

/** Not right after an outage of the database, when everybody has been silent. */
async function recoverWhenSteady(database: SteadyDatabase): Promise<void> {
  const steadyForMs = await database.steadyForMs(async () => (await getDb()).execute(sql`select 1`));
  if (!env.DATABASE_URL || steadyForMs >= ORPHANED_AFTER_MS) await recoverReplies();
}
