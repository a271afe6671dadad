import 'server-only';
import { getDb } from '@/lib/db/client';
import { env } from '@/lib/env';
import type { UserId } from '@/lib/ids';
import { log } from '@/lib/log';
import { noticeBudget } from './notice';
import { sendDueAlerts } from './send-due';
import { webhookChannel } from './webhook';

const RETRY_INTERVAL_MS = 30_000;

/** Notes what a reply reached of the person's budget, and tells of it. Never throws: the next reply notes it, too. */
export async function alertAfterReply(userId: UserId): Promise<void> {
  try {
    if ((await noticeBudget(await getDb(), userId)) > 0) await sendAlerts();
  } catch (error) {
    log.error({ err: error }, 'a budget could not be looked at; the next reply does');
  }
}

/** Sends what is due, where a webhook is configured. Never throws. */
export async function sendAlerts(): Promise<void> {
  const { ALERT_WEBHOOK_URL: url, ALERT_WEBHOOK_SECRET: secret } = env;
  if (!url || !secret) return;
  try {
    await sendDueAlerts(await getDb(), webhookChannel({ url, secret }));
  } catch (error) {
    log.error({ err: error }, 'alerts could not be read; they are sent later');
  }
}

/** Lets a server try again by itself what did not arrive. */
export function startAlerts(): void {
  if (env.ALERT_WEBHOOK_URL) setInterval(() => void sendAlerts(), RETRY_INTERVAL_MS).unref();
}
