import { text } from 'node:stream/consumers';
import { prerenderToNodeStream } from 'react-dom/static';
import { describe, expect, it } from 'vitest';
import { billingPeriodOf } from '@/lib/billing/period';
import { rangeOf } from '@/lib/billing/ranges';
import type { Reading } from '@/lib/billing/reading';
import type { UsageRow } from '@/lib/billing/report/usage';
import { accountWith, usageRow } from '@/lib/billing/testing/samples';
import { parseHref } from '@/lib/billing/view';
import { picoUsd } from '@/lib/money';
import { BillingReport } from './billing-report';

const NOW = new Date('2026-11-03T14:30:00Z');
const VIEW = parseHref('/billing');
const NOTHING = { requests: 0, tokens: 0, costPico: picoUsd(0n) };

/** The report of a person of whom the ledger has nothing. */
async function report(usage: Reading<UsageRow[]>, view = VIEW): Promise<string> {
  const ledger = {
    account: accountWith({ hasUsage: false }),
    budget: null,
    figures: { requests: 0, reasoningTokens: 0, unpricedRequests: 0, previous: NOTHING },
    chats: null,
    events: { events: [], next: null },
    keyNames: new Map(),
    ownsFilter: true,
  };
  const read = Promise.resolve({ ok: true, value: ledger } as const);
  const { prelude } = await prerenderToNodeStream(
    <BillingReport
      page={{
        period: billingPeriodOf(NOW),
        range: rangeOf(view, NOW, 'UTC'),
        ledger: read,
        usage: Promise.resolve(usage),
      }}
      ledger={await read}
      prices={Promise.resolve({ ok: true, value: [] })}
      view={view}
      timeZone="UTC"
      now={NOW}
      loadOlder={async () => null}
      ready
    />,
  );
  return text(prelude);
}

describe('the report of a person who never called a model here', () => {
  // The page read “Nothing used yet”, though the documentation says that such usage counts on it.
  it('shows what another service sent to the meter for them', async () => {
    const html = await report({ ok: true, value: [usageRow({ model: 'theirs', costPico: picoUsd(7n) })] });
    expect(html).not.toContain('Nothing used yet');
    expect(html).toContain('theirs');
  });

  it('says that nothing is used where the meter has nothing either, or can’t be read', async () => {
    expect(await report({ ok: true, value: [] })).toContain('Nothing used yet');
    expect(await report({ ok: false })).toContain('Nothing used yet');
  });

  it('lets another range be chosen where one is empty', async () => {
    const html = await report({ ok: true, value: [] }, parseHref('/billing?range=7d'));
    expect(html).not.toContain('Nothing used yet');
  });
});
