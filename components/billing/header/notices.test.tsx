import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { Account } from '@/lib/billing/account';
import { accountWith } from '@/lib/billing/testing/samples';
import { Freshness } from './notices';

const NOW = new Date('2026-11-03T14:30:00Z');

function words(missing: Partial<Account>): string {
  const account = { ok: true, value: accountWith({ ...missing, incompleteSince: NOW }) } as const;
  const html = renderToStaticMarkup(
    <Freshness account={account} demo={false} meterLags={false} now={NOW} timeZone="UTC" />,
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
  expect(words(missing)).toContain(said);
});
