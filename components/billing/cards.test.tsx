import { text } from 'node:stream/consumers';
import { prerenderToNodeStream } from 'react-dom/static';
import { expect, it } from 'vitest';
import { billingPeriodOf } from '@/lib/billing/period';
import { rangeOf } from '@/lib/billing/ranges';
import { parseHref } from '@/lib/billing/view';
import { picoUsd } from '@/lib/money';
import { Cards } from './cards';

const NOW = new Date('2026-11-03T14:30:00Z');
const NOTHING = { requests: 0, tokens: 0, costPico: picoUsd(0n) };

async function cards(search: string) {
  const view = parseHref(`/billing?${search}`);
  const { prelude } = await prerenderToNodeStream(
    <Cards
      usage={Promise.resolve({ ok: true, value: [] })}
      figures={{
        ok: true,
        value: { requests: 0, reasoningTokens: 0, unpricedRequests: 0, previous: NOTHING },
      }}
      account={{ ok: false }}
      view={view}
      range={rangeOf(view, NOW, 'UTC')}
      period={billingPeriodOf(NOW)}
      retryHref="/billing"
      now={NOW}
      timeZone="UTC"
    />,
  );
  return (await text(prelude)).replaceAll('<!-- -->', '');
}

// A day of one's own, half over, is held against half a day.
it('calls the stretch before “the 24 hours before” only where it is', async () => {
  expect(await cards('range=24h')).toContain('Nothing in the 24 hours before');
  const today = await cards('range=custom&from=2026-11-03&to=2026-11-03');
  expect(today).not.toContain('the 24 hours before');
  expect(today).toMatch(/Nothing in 2 Nov, 00:00\s?–\s?14:30/);
});
