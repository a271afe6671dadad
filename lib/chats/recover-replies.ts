import 'server-only';
import { env } from '../env';
import { log } from '../log';
import { getMetering } from '../metering/context';
import { ORPHANED_AFTER_MS, recover } from '../metering/recover';
import { saveReply } from './save-reply';

const INTERVAL_MS = 5_000;

/** Ends the generations that dead processes left open, and saves the replies as far as they had come. */
export async function recoverReplies(silentMs = ORPHANED_AFTER_MS): Promise<void> {
  const metering = await getMetering();
  await recover(metering.db, metering.checkpointer.ids(), silentMs, async ({ chatId, messageId, text }) => {
    if (!chatId || !messageId) return;
    const parts = text === '' ? [] : [{ type: 'text' as const, text }];
    await saveReply(metering, { chatId, id: messageId, parts, status: 'failed' });
  });
}

/** Lets the recovery run by itself, on a server: once now, and then again and again. */
export async function startRecovery(): Promise<void> {
  // No other process can have the embedded database open, so what is open in it is an orphan.
  await recoverReplies(env.DATABASE_URL ? ORPHANED_AFTER_MS : 0);
  setInterval(() => {
    recoverReplies().catch((error) => log.error({ err: error }, 'orphans could not be looked for'));
  }, INTERVAL_MS).unref();
}
