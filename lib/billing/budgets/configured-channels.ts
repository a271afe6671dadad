import { env } from '@/lib/env';
import type { AlertChannel } from './channel';
import { emailChannel } from './email';
import { webhookChannel } from './webhook';

/** The ways to tell of alerts that are configured: none, one, or several. */
export function configuredChannels(): AlertChannel[] {
  const { ALERT_WEBHOOK_URL, ALERT_WEBHOOK_SECRET, SMTP_URL, MAIL_FROM, AUTH_URL } = env;
  const channels: AlertChannel[] = [];
  if (ALERT_WEBHOOK_URL && ALERT_WEBHOOK_SECRET) {
    channels.push(webhookChannel({ url: ALERT_WEBHOOK_URL, secret: ALERT_WEBHOOK_SECRET }));
  }
  if (SMTP_URL && MAIL_FROM) {
    channels.push(emailChannel({ smtpUrl: SMTP_URL, from: MAIL_FROM, appUrl: AUTH_URL }));
  }
  return channels;
}
