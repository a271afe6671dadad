import { type MailServer, sendMail } from '@/lib/mail/send-mail';
import { formatUsd, formatUsed } from '@/lib/money';
import type { AlertChannel, BudgetAlert } from './channel';

interface EmailSettings extends MailServer {
  /** Where the app is, for a link to the billing page; undefined: not known. */
  appUrl: string | undefined;
}

/** Mails alerts to the person. */
export function emailChannel({ appUrl, ...server }: EmailSettings): AlertChannel {
  return {
    name: 'email',
    async send(alert) {
      const { email } = alert;
      if (email === null) throw new Error('The person has no address any more.');
      await sendMail(server, {
        to: email,
        subject: subjectOf(alert),
        text: textOf(alert, email, appUrl),
        id: `budget-alert-${alert.id}`,
      });
    },
  };
}

function subjectOf({ percent }: BudgetAlert): string {
  return percent === 100 ? 'Your budget is used up' : `${percent} % of your budget is used`;
}

function textOf(
  { usedPico, sumPico, periodStart }: BudgetAlert,
  email: string,
  appUrl: string | undefined,
): string {
  const month = periodStart.toLocaleDateString('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const page = appUrl ? `the billing page, ${appUrl}/billing` : 'the billing page';
  return [
    `Of your budget of ${formatUsd(sumPico)} for ${month}, ${formatUsed(usedPico, sumPico)} is used.`,
    `What it went to is on ${page}. There you can also change the budget, or remove it: then this mail stops.`,
    // Addresses are not verified.
    `It went to the address that an account was made with: ${email}. If that wasn’t you, you need not do anything.`,
  ].join('\n\n');
}
