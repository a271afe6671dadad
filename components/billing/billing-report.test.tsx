import { text } from 'node:stream/consumers';
import { renderToStaticMarkup } from 'react-dom/server';
import { prerenderToNodeStream } from 'react-dom/static';
import { describe, expect, it } from 'vitest';
import type { Account } from '@/lib/billing/account';
import { billingPeriodOf } from '@/lib/billing/period';
import { rangeOf } from '@/lib/billing/ranges';
import type { Reading } from '@/lib/billing/reading';
import type { UsageRow } from '@/lib/billing/report/usage';
import { accountWith, ledgerWith, usageRow } from '@/lib/billing/testing/samples';
import { parseHref, type View } from '@/lib/billing/view';
import { picoUsd } from '@/lib/money';
import { BillingReport } from './billing-report';

const NOW = new Date('2026-11-03T14:30:00Z');
const VIEW = parseHref('/billing');

const DEMO_WORDS = 'Demo: prices are made up, nobody is charged';

interface Circumstances {
  view?: View;
  account?: Account;
  demo?: boolean;
  remoteMeter?: boolean;
}

/** The report of a person of whom the ledger has nothing, but for what is given. No usage: the meter is yet to answer. */
function reportOf(
  usage: Reading<UsageRow[]> | null,
  {
    view = VIEW,
    account = accountWith({ hasUsage: false }),
    demo = false,
    remoteMeter = false,
  }: Circumstances = {},
) {
  const ledger = { ok: true, value: ledgerWith({ account }) } as const;
  return (
    <BillingReport
      page={{
        period: billingPeriodOf(NOW),
        range: rangeOf(view, NOW, 'UTC'),
        ledger: Promise.resolve(ledger),
        usage: usage ? Promise.resolve(usage) : new Promise(() => {}),
      }}
      ledger={ledger}
      demo={demo}
      remoteMeter={remoteMeter}
      view={view}
      timeZone="UTC"
      now={NOW}
      loadOlder={async () => 'unreadable'}
      ready={usage !== null}
    />
  );
}

async function report(usage: Reading<UsageRow[]>, circumstances?: Circumstances): Promise<string> {
  const { prelude } = await prerenderToNodeStream(reportOf(usage, circumstances));
  return text(prelude);
}

/** What is on the page before a slow meter has answered. */
function reportBefore(circumstances?: Circumstances): string {
  return renderToStaticMarkup(reportOf(null, circumstances));
}

describe('the report of a person who never called a model here', () => {
  // The page read “Nothing used yet”, though the documentation says that such usage counts on it.
  it('shows what another service sent to the meter for them', async () => {
    const html = await report({ ok: true, value: [usageRow({ model: 'theirs', costPico: picoUsd(7n) })] });
    expect(html).not.toContain('Nothing used yet');
    expect(html).toContain('theirs');
  });

  it('says that nothing is used where the meter has nothing either', async () => {
    const html = await report({ ok: true, value: [] });
    expect(html).toContain('Nothing used yet');
    expect(html).not.toContain('can’t be read');
  });

  // It said so as if the meter had been read.
  it('says where the meter can’t be read, which may have more than the ledger', async () => {
    const html = await report({ ok: false });
    expect(html).toContain('Nothing used yet');
    expect(html).toContain('What the meter has can’t be read right now');
  });

  it('lets another range be chosen where one is empty', async () => {
    const html = await report({ ok: true, value: [] }, { view: parseHref('/billing?range=7d') });
    expect(html).not.toContain('Nothing used yet');
  });

  // It read “Nothing used yet” until the meter had answered, and then was another page.
  it('is the page of that range from the beginning, however slow the meter is', () => {
    const html = reportBefore({ view: parseHref('/billing?range=7d') });
    expect(html).not.toContain('Nothing used yet');
    expect(html).toContain('aria-label="Range"');
    expect(reportBefore()).toContain('Nothing used yet');
  });
});

// It read “Data as of” now, while OpenMeter had yet to count what it took last.
describe('the figures of a meter', () => {
  const show = async (circumstances: Circumstances) =>
    (await report({ ok: true, value: [] }, { account: accountWith(), ...circumstances })).replace(
      /<[^>]*>/g,
      '',
    );

  it('are as of now where it is embedded, and lack the last few seconds where it is elsewhere', async () => {
    expect(await show({})).toMatch(/Data as of 3 Nov, 14:30:00(?!, but)/);
    expect(await show({ remoteMeter: true })).toContain(
      'Data as of 3 Nov, 14:30:00, but for the last few seconds',
    );
  });

  it('are not called as of now where they can’t be read', async () => {
    const html = await report({ ok: false }, { account: accountWith() });
    expect(html).toContain('charts and totals can’t be read right now');
    expect(html).not.toContain('Data as of');
  });

  it('are not in a view of one chat, which is as of now', async () => {
    const view = parseHref('/billing?chat=0199c0de-0000-7000-8000-000000000001');
    expect(await show({ remoteMeter: true, view })).not.toContain('last few seconds');
  });
});

describe('that the demo charges nobody', () => {
  it('is said when all figures are there', async () => {
    const html = await report({ ok: true, value: [] }, { account: accountWith(), demo: true });
    expect(html).toContain(DEMO_WORDS);
  });

  // It went away while an event was in the outbox, which one that is set aside is until the operator sends it.
  it.each([{ pendingEvents: 1 }, { parkedEvents: 1 }])(
    'is said while an event is missing: %o',
    async (missing) => {
      const account = accountWith({ ...missing, incompleteSince: NOW });
      expect(await report({ ok: true, value: [] }, { account, demo: true })).toContain(DEMO_WORDS);
    },
  );

  it('is said to who has used nothing yet', async () => {
    const html = await report({ ok: true, value: [] }, { demo: true });
    expect(html).toContain('Nothing used yet');
    expect(html).toContain(DEMO_WORDS);
  });

  it('is not said where a model answers', async () => {
    for (const hasUsage of [true, false]) {
      const account = accountWith({ hasUsage });
      expect(await report({ ok: true, value: [] }, { account })).not.toContain('nobody is charged');
    }
  });
});
