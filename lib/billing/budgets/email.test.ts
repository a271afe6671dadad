import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { expect, it, onTestFinished } from 'vitest';
import { asId, type UserId } from '@/lib/ids';
import { parseUsd } from '@/lib/money';
import { freePort } from '@/tests/support/free-port';
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

/** A mail server that wants a password, and keeps what it is sent. */
async function startMailServer() {
  const received: { to: string[]; message: string }[] = [];
  const server = new SMTPServer({
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _, done) =>
      password === 'p@ss' ? done(null, { user: username }) : done(new Error('Who are you?')),
    onData: (stream, { envelope: { rcptTo } }, done) => {
      text(stream).then((message) => {
        received.push({ to: rcptTo.map(({ address }) => address), message });
        done();
      }, done);
    },
  });
  const port = await freePort();
  await once(server.listen(port, '127.0.0.1'), 'listening');
  onTestFinished(() => new Promise<void>((done) => server.close(() => done())));
  return { received, urlWith: (password: string) => `smtp://app:${password}@127.0.0.1:${port}` };
}

const SETTINGS = { from: 'Tokentally <billing@example.com>', appUrl: 'https://chat.example.com' };

it('mails an alert to the person, with an id that stays the same when it is sent again', async () => {
  const { received, urlWith } = await startMailServer();
  const channel = emailChannel({ ...SETTINGS, smtpUrl: urlWith('p%40ss') });
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

it('says why a mail did not go out, and never the password', async () => {
  const { received, urlWith } = await startMailServer();
  const channel = emailChannel({ ...SETTINGS, smtpUrl: urlWith('wrong') });
  await expect(channel.send(ALERT)).rejects.toThrow(/^(?!.*wrong).*Who are you\?/);
  expect(received).toEqual([]);
});
