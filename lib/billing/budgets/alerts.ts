import 'server-only';
import { getDb } from '@/lib/db/client';
import type { UserId } from '@/lib/ids';
import { log } from '@/lib/log';
import { readOwnBudget } from './budget';
import type { AlertChannel } from './channel';
import { configuredChannels } from './configured-channels';
import { noticeBudget } from './notice';
import { sendDueAlerts } from './send-due';

const RETRY_INTERVAL_MS = 30_000;

/** A reply has ended, which began then; or a call was refused, because next to nothing is left. */
type Occasion = { begunAt: Date } | { isUsedUp: true };

/** Notes what of their budget a person has reached, and tells of it. Never throws: the next reply notes it, too. */
export async function raiseAlerts(userId: UserId, occasion: Occasion): Promise<void> {
  if ((await noteAlerts(userId, occasion)) > 0) await sendAlerts();
}

/** Notes it only; who sends what is due finds it. Never throws. @returns how many alerts it noted */
export async function noteAlerts(userId: UserId, occasion: Occasion): Promise<number> {
  try {
    const db = await getDb();
    // Most have none, and this costs less. It is asked now: one may have been set while the reply was written.
    if ((await readOwnBudget(db, userId)) === null) return 0;
    return await noticeBudget(db, userId, occasion);
  } catch (error) {
    log.error({ err: error }, 'a budget could not be looked at; the next reply does');
    return 0;
  }
}

/** Sends what is due by each channel that is configured, none of which holds up another. Never throws. */
export async function sendAlerts(): Promise<void> {
  await Promise.all(configuredChannels().map(sendBy));
}

async function sendBy(channel: AlertChannel): Promise<void> {
  try {
    await sendDueAlerts(await getDb(), channel);
  } catch (error) {
    log.error({ err: error, channel: channel.name }, 'alerts could not be read; they are sent later');
  }
}

/** Lets a server try again by itself what did not arrive. */
export function startAlerts(): void {
  if (configuredChannels().length > 0) setInterval(() => void sendAlerts(), RETRY_INTERVAL_MS).unref();
}
