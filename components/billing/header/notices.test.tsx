import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { Account } from '@/lib/billing/account';
import type { Reading } from '@/lib/billing/reading';
import { accountWith } from '@/lib/billing/testing/samples';
import { Freshness } from './notices';

const NOW = new Date('2026-11-03T14:30:00Z');

function words(account: Reading<Account>, isUsageRead = true): string {
  const html = renderToStaticMarkup(
    <Freshness
      account={account}
      isUsageRead={isUsageRead}
      demo={false}
      meterLags={false}
      now={NOW}
      timeZone="UTC"
    />,
  );
  return html.replace(/<[^>]*>/g, '');
}

// Of one event it read “has them already”.
it.each([
  [{ pendingEvents: 1 }, '1 event is still on its way. The event log has it already;'],
  [{ parkedEvents: 1 }, 'the operator can send it again. The event log has it already;'],
  [{ pendingEvents: 2 }, '2 events are still on their way. The event log has them already;'],
  [{ pendingEvents: 1, parkedEvents: 1 }, 'The event log has them already;'],
])('the notice says of %o how many are in the log', (missing, said) => {
  const account = accountWith({ ...missing, incompleteSince: NOW });
  expect(words({ ok: true, value: account })).toContain(said);
});

// “Data as of 14:30” stood over charts that said that they could not be read.
it.each<[string, Reading<Account>, string]>([
  [
    'the meter',
    { ok: true, value: accountWith() },
    'Event log and allowance as of 3 Nov, 14:30:00; charts and totals can’t be read right now',
  ],
  [
    'the meter, while an event is on its way to it',
    { ok: true, value: accountWith({ pendingEvents: 1, incompleteSince: NOW }) },
    '1 event is still on its way. The event log has it already; charts and totals can’t be read right now.',
  ],
  ['meter and ledger', { ok: false }, 'Charts, totals, event log and allowance can’t be read right now'],
])('the notice says what can’t be read without %s', (_, account, said) => {
  expect(words(account, false)).toBe(said);
});
