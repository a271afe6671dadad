import { randomUUID } from 'node:crypto';
import { getDb } from '@/lib/db/client';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { mailServer } from '@/lib/mail/mail-server';
import { sendMail } from '@/lib/mail/send-mail';
import { authSecret } from '../secret';
import { passwordLink } from './link';

/** Whether people can be sent a link. */
export function mailsPasswordLinks(): boolean {
  return sender() !== undefined;
}

/** The address of the app isn't taken from a request, in which a stranger could say another. */
function sender() {
  const server = mailServer();
  const appUrl = env.AUTH_URL;
  return server && appUrl ? { server, appUrl } : undefined;
}

/** Mails the person with this address a link to choose a new password with, if there is such a person. Never throws. */
export async function mailPasswordLink(email: string): Promise<void> {
  const sending = sender();
  if (!sending) return;
  const { server, appUrl } = sending;
  try {
    const link = await passwordLink({ db: await getDb(), secret: await authSecret(), appUrl }, email);
    if (!link) return;
    await sendMail(server, {
      to: email,
      subject: 'Choose a new password',
      text: textOf(link),
      id: `password-${randomUUID()}`,
    });
  } catch (error) {
    log.error({ err: error }, 'a mail with a link to a new password could not be sent');
  }
}

function textOf(link: string): string {
  return [
    'With this link you can choose a new password:',
    link,
    'It holds for an hour, and once. Whoever was signed in to your account is signed out then.',
    'API keys stay as they are: revoke those that you don’t know, under “API keys”.',
    'If you didn’t ask for it, you need not do anything: your password stays as it is.',
  ].join('\n\n');
}
