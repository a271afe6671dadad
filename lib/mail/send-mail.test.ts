import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { listen } from '@/tests/support/listen';
import { startMailServer } from '@/tests/support/mail-server';
import { loggedError } from '../log-error';
import { sendMail } from './send-mail';

// The server's words stood in the log, and in the table of alerts, with the person's address.
it('a mail that the server refuses does not bring the person’s address to the log', async () => {
  const server = await startMailServer();
  onTestFinished(() => server.stop());
  const to = 'nobody@example.com';
  const settings = { smtpUrl: server.urlWith('p@ss'), from: 'billing@example.com' };
  const mail = { to, subject: 'Your budget', text: 'It is used up.', id: 'one' };
  const error: unknown = await sendMail(settings, mail).catch((thrown: unknown) => thrown);
  expect(loggedError(error)).toMatchObject({
    message: 'The mail server refused a mail: EENVELOPE, 550, RCPT TO',
    code: 'EENVELOPE',
  });
  expect(inspect(error)).not.toContain(to);
});

// It was said that the server refused a mail, and not why.
it('a mail server that takes no mail from here is told in its own words', async () => {
  const server = createServer((socket) => void socket.end('554 5.7.1 Your address is blocked\r\n'));
  onTestFinished(() => void server.close());
  const settings = { smtpUrl: `smtp://127.0.0.1:${await listen(server)}`, from: 'billing@example.com' };
  const mail = { to: 'somebody@example.com', subject: 'Your budget', text: 'It is used up.', id: 'one' };
  await expect(sendMail(settings, mail)).rejects.toThrow('Your address is blocked');
});

// A colon made a group of the sender, which has no address, and what stood in brackets was left out.
it.each([
  ['Support: Acme <billing@example.com>', '"Support: Acme" <billing@example.com>'],
  ['Acme (EU) <billing@example.com>', '"Acme (EU)" <billing@example.com>'],
  ['"Acme, \\"Inc.\\"" <billing@example.com>', '"Acme, \\"Inc.\\"" <billing@example.com>'],
  ['Tokentally <billing@example.com>', 'Tokentally <billing@example.com>'],
  ['billing@example.com', 'billing@example.com'],
])('a mail from %s says so', async (from, said) => {
  const server = await startMailServer();
  onTestFinished(() => server.stop());
  const mail = { to: 'ada@example.com', subject: 'Your budget', text: 'It is used up.', id: 'one' };
  await sendMail({ smtpUrl: server.urlWith('p@ss'), from }, mail);
  const [received] = server.received;
  expect(received?.message).toContain(`From: ${said}\r\n`);
  expect(received?.message).toContain('Message-ID: <one@example.com>\r\n');
});
