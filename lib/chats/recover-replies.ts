import 'server-only';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { noteAlerts } from '../billing/budgets/alerts';
import { clearAway } from '../clear-away';
import { getDb } from '../db/client';
import { env } from '../env';
import type { UserId } from '../ids';
import { log } from '../log';
import { getMetering } from '../metering/context';
import { type OrphanedCall, type Recovery, recover } from '../metering/recover';
import { SIGN_OF_LIFE_MS, SteadyAnswers } from '../metering/steady-answers';
import { oneAtATime } from '../one-at-a-time';
import { recoverReply } from './recover-reply';

const INTERVAL_MS = 5_000;

/**
 * Ends the generations that dead processes left open, saves the replies as far as they had come, and notes what those
 * reached of budgets, for who sends what is due. While it is under way, it is not begun again.
 */
export const recoverReplies = oneAtATime(async ({ silentMs }: Pick<Recovery, 'silentMs'> = {}) => {
  const metering = await getMetering();
  const firstBegunAt = new Map<UserId, Date>();
  const beforeSettling = async ({ userId, reservedAt, chatId, messageId }: OrphanedCall) => {
    const known = firstBegunAt.get(userId);
    if (!known || reservedAt < known) firstBegunAt.set(userId, reservedAt);
    if (chatId && messageId) await recoverReply(metering.db, { chatId, messageId });
  };
  // On Postgres others may live, and seem silent since the database was away, or its clock was set. On the embedded
  // one there are none.
  const awaitSignOfLife = env.DATABASE_URL ? () => wait(SIGN_OF_LIFE_MS) : undefined;
  try {
    const live = () => metering.checkpointer.ids();
    await recover(metering.db, { live, silentMs, beforeSettling, awaitSignOfLife });
  } finally {
    // Not sent here: the recovery doesn't wait for a mail server.
    for (const [userId, begunAt] of firstBegunAt) await noteAlerts(userId, { begunAt });
  }
});

/** Lets the recovery run by itself, on a server: once now, and then again and again. What is due is cleared away with it. */
export async function startRecovery(): Promise<void> {
  const answers = new SteadyAnswers();
  setInterval(() => {
    recoverWhenSteady(answers).catch((error) => log.error({ err: error }, 'orphans could not be looked for'));
  }, INTERVAL_MS).unref();
  // No other process can have the embedded database open, so what was silent since before this one began is an orphan.
  if (!env.DATABASE_URL) await recoverReplies({ silentMs: () => process.uptime() * 1000 });
  else await recoverWhenSteady(answers);
}

/** Not right after an outage of the database, or while it is slow, when everybody has been silent. */
async function recoverWhenSteady(answers: SteadyAnswers): Promise<void> {
  const { steadyForMs } = await answers.ask(async () => (await getDb()).execute(sql`select 1`));
  if (env.DATABASE_URL && steadyForMs < SIGN_OF_LIFE_MS) return;
  await recoverReplies();
  // Not waited for: a storage of files that hangs must not keep orphans from being looked for.
  void clearAway();
}
