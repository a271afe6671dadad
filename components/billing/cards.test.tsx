import { text } from 'node:stream/consumers';
import { prerenderToNodeStream } from 'react-dom/static';
import { describe, expect, it } from 'vitest';
import type { Account } from '@/lib/billing/account';
import { billingPeriodOf } from '@/lib/billing/period';
import { rangeOf } from '@/lib/billing/ranges';
import type { AppUsage } from '@/lib/billing/report/ledger-figures';
import type { UsageRow } from '@/lib/billing/report/usage';
import { accountWith, usageRow } from '@/lib/billing/testing/samples';
import { parseHref } from '@/lib/billing/view';
import { parseUsd, picoUsd } from '@/lib/money';
import { Cards } from './cards';

const NOW = new Date('2026-11-03T14:30:00Z');
const NOTHING: AppUsage = { requests: 0, tokens: 0, costPico: picoUsd(0n) };

const UNPRICED = usageRow({ costPico: null });

interface Shown {
  rows?: UsageRow[];
  current?: AppUsage;
  previous?: AppUsage;
  account?: Account;
  now?: Date;
}

/** What each card says. */
async function cards(
  search: string,
  { rows = [], current = NOTHING, previous = NOTHING, account, now = NOW }: Shown = {},
) {
  const view = parseHref(`/billing?${search}`);
  const { prelude } = await prerenderToNodeStream(
    <Cards
      usage={Promise.resolve({ ok: true, value: rows })}
      figures={{
        ok: true,
        value: {
          requests: rows.length,
          reasoningTokens: 0,
          unpricedRequests: rows.length,
          current,
          previous,
        },
      }}
      account={account ? { ok: true, value: account } : { ok: false }}
      view={view}
      range={rangeOf(view, now, 'UTC')}
      period={billingPeriodOf(now)}
      retryHref="/billing"
      now={now}
      timeZone="UTC"
    />,
  );
  const html = (await text(prelude)).replaceAll('<!-- -->', '').replace(/\s/g, ' ');
  return Object.fromEntries(
    [...html.matchAll(/<h2[^>]*>([^<]+)<\/h2>(.*?)(?=<h2|$)/g)].map(([, title = '', body = '']) => [
      title,
      // `Intl` sets some dashes in spaces, and others not.
      body
        .replace(/<[^>]+>/g, ' ')
        .replace(/ +/g, ' ')
        .replace(/ ?– ?/g, '–'),
    ]),
  );
}

describe('the cards', () => {
  // A day of one's own, half over, is held against half a day.
  it('call the stretch before “the 24 hours before” only where it is', async () => {
    expect((await cards('range=24h')).Spend).toContain('Nothing in the 24 hours before');
    const today = (await cards('range=custom&from=2026-11-03&to=2026-11-03')).Spend;
    expect(today).not.toContain('the 24 hours before');
    expect(today).toContain('Nothing in 2 Nov, 00:00–14:30');
  });

  // Days to come were held against a stretch that ended before it began.
  it('say of days to come that they have not begun', async () => {
    const { Spend, Tokens, Requests } = await cards('range=custom&from=2026-11-20&to=2026-11-24');
    for (const card of [Spend, Tokens, Requests]) {
      expect(card).toContain('Not begun yet');
      expect(card).not.toContain('Nothing in');
    }
  });

  it('say the year of a stretch in another one', async () => {
    const { Requests } = await cards('range=custom&from=2026-01-01&to=2026-03-31');
    expect(Requests).toContain('Nothing in 3 Oct–31 Dec 2025');
  });

  // Spend fell by 100 % when a model without a price was used in place of one with it.
  it('hold what has no price against nothing', async () => {
    const { Spend, Requests } = await cards('', {
      rows: [UNPRICED],
      current: { requests: 1, tokens: 120, costPico: null },
      previous: { requests: 2, tokens: 10, costPico: parseUsd('3') },
    });
    expect(Spend).toContain('unpriced');
    expect(Spend).not.toMatch(/%|vs/);
    expect(Requests).toContain('−50 % vs');
  });

  it('hold nothing against what had no price', async () => {
    const current = { requests: 1, tokens: 120, costPico: parseUsd('3') };
    const unpriced = { requests: 2, tokens: 10, costPico: null };
    expect((await cards('', { current, previous: unpriced })).Spend).toContain('No priced usage in 1–3 Oct');
    expect((await cards('', { current })).Spend).toContain('Nothing in 1–3 Oct');
  });

  // What other services send to the meter is not in the ledger: $110 of both were “×11” of the app's $10 before.
  it('hold the app’s usage against the app’s, whatever the meter has', async () => {
    const used = { requests: 10, tokens: 1_000, costPico: parseUsd('10') };
    const rows = [usageRow({ requests: 110, promptTokens: 11_000, costPico: parseUsd('110') })];
    const { Spend, Tokens, Requests } = await cards('', { rows, current: used, previous: used });
    expect(Spend).toContain('$110');
    for (const card of [Spend, Tokens, Requests]) expect(card).toMatch(/ ±0 % vs 1–3 Oct/);
  });

  // While OpenMeter was away, the present lacked what was on its way, and the past lacked nothing.
  it('hold also what is on its way against the stretch before', async () => {
    const used = { requests: 10, tokens: 1_000, costPico: parseUsd('10') };
    const { Spend, Tokens, Requests } = await cards('', {
      rows: [usageRow()],
      current: used,
      previous: used,
    });
    for (const card of [Spend, Tokens, Requests]) expect(card).toMatch(/ ±0 % vs 1–3 Oct/);
  });

  // They read “$0.00” and “0” above an event log that listed the call.
  it('count nothing while the meter has not counted what the app used', async () => {
    const current = { requests: 1, tokens: 1_000, costPico: parseUsd('10') };
    const { Spend, Tokens, Requests } = await cards('', { current, previous: current });
    for (const card of [Spend, Tokens, Requests]) {
      expect(card).toMatch(/^ ?– ?±0 % vs 1–3 Oct/);
      expect(card).not.toMatch(/\$|cached/);
    }
    expect((await cards('', {})).Spend).toContain('$0.00');
  });

  // The projection read “$0.00”, also where all usage was of models without a price.
  it('project no cost where there is none yet to go by', async () => {
    const lastPeriodPico = parseUsd('3');
    const none = (await cards('', { rows: [UNPRICED], account: accountWith({ lastPeriodPico }) })).Projected;
    expect(none).toContain('–');
    expect(none).not.toMatch(/\$|%/);
    const some = await cards('', { account: accountWith({ usedPico: parseUsd('1'), lastPeriodPico }) });
    expect(some.Projected).toMatch(/\$11\.\d\d \+\d+ % vs/);
    // By the ledger: what other services send to the meter is not projected.
    expect(some.Projected).toContain('All the app’s usage of 1–30 Nov, at this pace');
    const first = await cards('', {
      account: accountWith({ usedPico: parseUsd('1') }),
    });
    expect(first.Projected).toMatch(/\$11\.\d\d No cost in /);
  });
});
