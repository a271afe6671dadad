import { isObject } from '../json';
import { mailboxOf } from './mailbox';

const TIMEOUT_MS = 30_000;

export interface MailServer {
  /** `smtps://user:password@host:465`, or `smtp://…`, which changes to TLS where the server offers it. */
  smtpUrl: string;
  /** As `MAILBOX` has it. */
  from: string;
}

export interface Mail {
  to: string;
  subject: string;
  /** Plain text. */
  text: string;
  /** The mail's id before the `@`: the same when it is sent again, so that a mail program shows it once. */
  id: string;
}

/**
 * Sends a mail that a program wrote. The library for it is loaded with the first one.
 *
 * @throws Error when the mail server did not take it, without whom it was for
 */
export async function sendMail(
  { smtpUrl, from }: MailServer,
  { to, subject, text, id }: Mail,
): Promise<void> {
  const { createTransport } = await import('nodemailer');
  const sender = mailboxOf(from);
  const domain = sender.address.replace(/^.*@/, '');
  const sending = createTransport(smtpUrl).sendMail({
    // Not as text, in which a comma would make two recipients, and a colon in the sender’s name a group.
    from: sender,
    to: { name: '', address: to },
    messageId: `<${id}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    subject,
    text,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await sending.catch((error: unknown) => {
    throw withoutAddresses(error);
  });
}

/** What nodemailer calls the commands before any mail is spoken of. */
const CONNECTING = ['CONN', 'EHLO', 'HELO', 'LHLO', 'STARTTLS'];

/**
 * Once the mail server has heard of a mail, its words repeat whom it is for, and errors go to the log. What it says of a
 * connection and of signing in stays.
 */
function withoutAddresses(error: unknown): unknown {
  if (!isObject(error)) return error;
  const { code, response, responseCode, command } = error;
  const isOfConnection = CONNECTING.includes(String(command)) || code === 'EAUTH';
  if (code !== 'EENVELOPE' && (response === undefined || isOfConnection)) return error;
  const facts = [code, responseCode, command].filter((fact) => fact !== undefined);
  return Object.assign(new Error(`The mail server refused a mail: ${facts.join(', ')}`), {
    code,
    responseCode,
  });
}
