import { text } from 'node:stream/consumers';
import { prerenderToNodeStream } from 'react-dom/static';
import { expect, it } from 'vitest';
import type { ListedPrice } from '@/lib/billing/price-list';
import type { Reading } from '@/lib/billing/reading';
import { Prices } from './prices';

/** The table of prices, or what stands in its place. */
async function htmlOf(prices: Reading<ListedPrice[]>): Promise<string> {
  const { prelude } = await prerenderToNodeStream(
    <Prices
      prices={Promise.resolve(prices)}
      retryHref="/billing?range=7d"
      now={new Date('2026-11-03T14:30:00Z')}
    />,
  );
  return (await text(prelude)).replaceAll('<!-- -->', '');
}

/** What the row of a price reads. */
async function row(startsOn: string, longPromptAbove?: number): Promise<string> {
  const rate = 1_000_000n;
  const perToken = { inputPico: rate, cacheReadPico: rate, cacheWritePico: rate, outputPico: rate };
  const rates = {
    ...perToken,
    tiers: longPromptAbove === undefined ? [] : [{ ...perToken, aboveInputTokens: longPromptAbove }],
    startsOn,
    source: 'custom',
  };
  const price = { id: 'local', name: 'Local', rates };
  const html = await htmlOf({ ok: true, value: [price] });
  return html.slice(html.indexOf('<tbody')).replace(/<[^>]+>/g, ' ');
}

it('says since when a price holds', async () => {
  expect(await row('2026-11-03')).toContain('since 3 Nov 2026');
});

// A first price that was written in advance holds at once, and read “since 4 Nov 2026”.
it.each(['1970-01-01', '2026-11-04'])('does not where that is not known, as of %s', async (startsOn) => {
  const words = await row(startsOn);
  expect(words).not.toContain('2026');
  expect(words).toContain('–');
});

// It read “prompts over 272K”, of which the receipt said “over 271,999”.
it('says to the token from which prompts on another price holds, as receipts do', async () => {
  expect(await row('2026-11-03', 271_999)).toContain('prompts over 271,999');
});

it('has a Retry where prices can’t be read, and none where there is no model', async () => {
  const unread = await htmlOf({ ok: false });
  expect(unread).toContain('can’t be read right now');
  expect(unread).toMatch(/href="\/billing\?range=7d"[^>]*>Retry/);
  const empty = await htmlOf({ ok: true, value: [] });
  expect(empty).toContain('No models are offered right now');
  expect(empty).not.toContain('Retry');
});
