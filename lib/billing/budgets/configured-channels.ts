import { env } from '@/lib/env';
import { mailServer } from '@/lib/mail/mail-server';
import type { AlertChannel } from './channel';
import { emailChannel } from './email';
import { webhookChannel } from './webhook';

/** The ways to tell of alerts that are configured: none, one, or several. */
export function configuredChannels(): AlertChannel[] {
  const { ALERT_WEBHOOK_URL, ALERT_WEBHOOK_SECRET, AUTH_URL } = env;
  const channels: AlertChannel[] = [];
  if (ALERT_WEBHOOK_URL && ALERT_WEBHOOK_SECRET) {
    channels.push(webhookChannel({ url: ALERT_WEBHOOK_URL, secret: ALERT_WEBHOOK_SECRET }));
  }
  const server = mailServer();
  if (server) channels.push(emailChannel({ ...server, appUrl: AUTH_URL }));
  return channels;
}
