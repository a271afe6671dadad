import { text } from 'node:stream/consumers';
import { prerenderToNodeStream } from 'react-dom/static';
import { describe, expect, it } from 'vitest';
import { rangeOf } from '@/lib/billing/ranges';
import type { AppUsage } from '@/lib/billing/report/ledger-figures';
import type { UsageRow } from '@/lib/billing/report/usage';
import { usageRow } from '@/lib/billing/testing/samples';
import { parseHref } from '@/lib/billing/view';
import { picoUsd } from '@/lib/money';
import { UsageChart } from './usage-chart';

const NOW = new Date('2026-11-03T14:30:00Z');

const FREE = usageRow({ model: 'gift' });

const NOTHING: AppUsage = { requests: 0, tokens: 0, costPico: picoUsd(0n) };

/** @param current what the ledger has in the view */
async function chart(rows: UsageRow[], search = '', current = NOTHING, timeZone = 'UTC') {
  const view = parseHref(`/billing?${search}`);
  const { prelude } = await prerenderToNodeStream(
    <UsageChart
      usage={Promise.resolve({ ok: true, value: rows })}
      figures={{
        ok: true,
        value: { requests: 0, reasoningTokens: 0, unpricedRequests: 0, current, previous: NOTHING },
      }}
      view={view}
      range={rangeOf(view, NOW, timeZone)}
      timeZone={timeZone}
      now={NOW}
      keyNames={undefined}
      ready
    />,
  );
  return text(prelude);
}

/** What the axis of amounts says, from below. */
function labelsOf(html: string): (string | undefined)[] {
  return [...html.matchAll(/<span[^>]*style="top:[^"]*"[^>]*>([^<]*)/g)].map(([, text]) => text);
}

describe('the chart of usage', () => {
  it('says that there is none where there is none', async () => {
    expect(await chart([])).toContain('No usage in this view.');
  });

  // It said that there was none above an event log that listed it, and led to the last 90 days, which had no more.
  it('says of usage that the meter has not counted that it is in the log, whatever else the meter has', async () => {
    const current = { ...NOTHING, requests: 1 };
    for (const html of [
      await chart([], '', current),
      await chart([usageRow({ model: 'another' })], 'model=gpt-5', current),
    ]) {
      expect(html).toContain('Nothing counted yet: the event log has what was used');
      expect(html).not.toMatch(/No usage in this view|Show the last 90 days/);
    }
  });

  // Usage of a free model read “No usage in this view.”
  it('is drawn where all usage is free', async () => {
    const html = await chart([FREE]);
    expect(html).not.toContain('No usage in this view.');
    expect(html).toContain('gift: $0.00');
  });

  // The sums went on to the end of the month, as if nothing would be used any more.
  it('adds up no further than today, in its table either', async () => {
    const paid = { ...FREE, costPico: picoUsd(5_000_000_000_000n) };
    const html = await chart([paid], 'cumulative=true');
    expect(html).toContain('Tue, 3 Nov 2026');
    expect(html).not.toContain('Wed, 4 Nov 2026');
    expect(await chart([paid])).toContain('Wed, 4 Nov 2026');
  });

  // Several lines of the grid read “<$0.000001”.
  it('has an axis that tells even millionths of a dollar apart', async () => {
    const html = await chart([{ ...FREE, costPico: picoUsd(1_900_000n) }]);
    expect(labelsOf(html)).toEqual(['0', '$0.0000005', '$0.000001', '$0.0000015', '$0.000002']);
  });

  it('has a bar for each day of the reader', async () => {
    const windowStart = new Date('2026-11-02T18:30Z');
    const html = await chart([{ ...FREE, windowStart }], 'range=7d&metric=tokens', NOTHING, 'Asia/Kolkata');
    const table = [...html.matchAll(/<time[^>]*>([^<]*)<\/time><\/th><td[^>]*>([^<]*)/g)];
    expect(table.map(([, day, tokens]) => [day, tokens]).slice(-2)).toEqual([
      ['Mon, 2 Nov 2026', '0'],
      ['Tue, 3 Nov 2026', '120'],
    ]);
  });

  // The label lay over the first bars.
  it('writes thousands of dollars on the axis as short as thousands of tokens', async () => {
    const labels = async (costPico: bigint) =>
      labelsOf(await chart([{ ...FREE, costPico: picoUsd(costPico * 1_000_000_000_000n) }]));
    expect(await labels(90_000n)).toEqual(['0', '$20K', '$40K', '$60K', '$80K', '$100K']);
    expect(await labels(-2_000n)).toEqual(['-$2K', '-$1.5K', '-$1K', '-$500.00', '0']);
  });

  it('has its numbers as a file of the same instant', async () => {
    expect(await chart([FREE])).toContain('at=2026-11-03T14:30:00.000Z');
  });
});
