import { expect, it, onTestFinished } from 'vitest';
import { asId, type UserId } from '@/lib/ids';
import { parseUsd } from '@/lib/money';
import { startMailServer } from '@/tests/support/mail-server';
import type { BudgetAlert } from './channel';
import { emailChannel } from './email';

const ALERT: BudgetAlert = {
  id: '0199c0de-0000-7000-8000-000000000009',
  userId: asId<UserId>('0199c0de-0000-7000-8000-000000000001'),
  email: 'ada@example.com',
  percent: 90,
  sumPico: parseUsd('10'),
  usedPico: parseUsd('9.0000021'),
  periodStart: new Date('2026-11-01T00:00:00Z'),
  reachedAt: new Date('2026-11-20T10:00:00Z'),
};

async function mailServer() {
  const server = await startMailServer();
  onTestFinished(() => server.stop());
  return server;
}

const SETTINGS = { from: 'Tokentally <billing@example.com>', appUrl: 'https://chat.example.com' };

it('mails an alert to the person, with an id that stays the same when it is sent again', async () => {
  const { received, urlWith } = await mailServer();
  const channel = emailChannel({ ...SETTINGS, smtpUrl: urlWith('p@ss') });
  await channel.send(ALERT);
  await channel.send(ALERT);
  const [first, again] = received.map(({ message }) => message.replaceAll('\r\n', '\n'));
  expect(received.map(({ to }) => to)).toEqual([['ada@example.com'], ['ada@example.com']]);
  expect(first).toContain('From: Tokentally <billing@example.com>');
  expect(first).toContain('Subject: 90 % of your budget is used');
  expect(first).toContain('Auto-Submitted: auto-generated');
  const body = first?.replaceAll('=\n', '');
  expect(body).toContain('Of your budget of $10.00 for November 2026, $9.00 is used.');
  expect(body).toContain('https://chat.example.com/billing');
  const id = 'Message-ID: <budget-alert-0199c0de-0000-7000-8000-000000000009@example.com>';
  expect(first).toContain(id);
  expect(again).toContain(id);
});

// It read “Of your budget of $10.00 for November 2026, $10.00 is used.”
it('never says that all of a budget is used while some is left', async () => {
  const { received, urlWith } = await mailServer();
  const channel = emailChannel({ ...SETTINGS, smtpUrl: urlWith('p@ss') });
  await channel.send({ ...ALERT, usedPico: parseUsd('9.9962') });
  const body = received[0]?.message.replaceAll('=\r\n', '');
  expect(body).toContain('Of your budget of $10.00 for November 2026, $9.996 is used.');
});

it('says why a mail did not go out, and never the password', async () => {
  const { received, urlWith } = await mailServer();
  const channel = emailChannel({ ...SETTINGS, smtpUrl: urlWith('wrong') });
  await expect(channel.send(ALERT)).rejects.toThrow(/^(?!.*wrong).*Who are you\?/);
  expect(received).toEqual([]);
});
