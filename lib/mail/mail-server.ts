import { env } from '../env';
import type { MailServer } from './send-mail';

/** The mail server that is configured; undefined: no mail is sent. */
export function mailServer(): MailServer | undefined {
  const { SMTP_URL: smtpUrl, MAIL_FROM: from } = env;
  return smtpUrl && from ? { smtpUrl, from } : undefined;
}
