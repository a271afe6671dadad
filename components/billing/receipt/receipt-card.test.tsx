import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { eventRow } from '@/components/billing/events/event-row';
import type { Receipt } from '@/lib/billing/events/receipt';
import { parseHref, viewHref } from '@/lib/billing/view';
import { asId, type GenerationId } from '@/lib/ids';
import { ReceiptCard } from './receipt-card';

const ID = '0199c0de-0000-7000-8000-000000000001';
const VIEW = `/billing?range=7d&model=gpt-5&tz=Asia/Kathmandu&after=1790000000000_${ID}`;

const RECEIPT: Receipt = {
  generationId: asId<GenerationId>(ID),
  occurredAt: new Date('2026-11-03T14:30:00Z'),
  provider: 'openai',
  model: 'gpt-5',
  askedModel: 'gpt-5',
  via: 'chat',
  chatId: null,
  chat: null,
  apiKey: null,
  usage: { uncached: 10, cacheRead: 0, cacheWrite: 0, output: 5, reasoning: 0 },
  costPico: null,
  outcome: 'complete',
  basis: 'exact',
  durationMs: 1_000,
  timeToFirstTokenMs: null,
  eventId: 'resp_1',
  responseId: null,
  price: null,
  delivery: { state: 'pending', deliveredAt: null },
};

// The way back lost the range, the filter and the zone; and then it still led to the newest events.
it('leads back from a receipt to the view that its row is in, and the page of its log', () => {
  const view = parseHref(VIEW);
  const { href } = eventRow(RECEIPT, { view, timeZone: 'Asia/Kathmandu', now: RECEIPT.occurredAt });
  expect(href.startsWith(`/billing/events/${ID}?`)).toBe(true);
  const opened = parseHref(href);
  expect(opened).toEqual(view);
  const html = renderToStaticMarkup(
    <ReceiptCard
      receipt={RECEIPT}
      timeZone="Asia/Kathmandu"
      billingHref={viewHref(opened, { after: opened.after })}
    />,
  );
  const [, back = ''] = /href="([^"]*)"[^>]*>.*?<span[^>]*>Billing</.exec(html) ?? [];
  expect(parseHref(back.replaceAll('&amp;', '&'))).toEqual(view);
});

// It read as if only the text that was delivered had been counted.
it('says of estimated tokens that those of the prompt are counted too', () => {
  const failed: Receipt = { ...RECEIPT, outcome: 'failed', basis: 'estimated' };
  const html = renderToStaticMarkup(<ReceiptCard receipt={failed} timeZone="UTC" billingHref="/billing" />);
  expect(html).toContain('we counted the rest from the prompt and what was delivered');
});

// It said that no price is known for a model whose price stood in the table of prices.
it('says of an unpriced call which model had no price then', () => {
  const unpriced: Receipt = { ...RECEIPT, model: 'gpt-5-2025-08-07', askedModel: 'gpt-5' };
  const html = renderToStaticMarkup(<ReceiptCard receipt={unpriced} timeZone="UTC" billingHref="/billing" />);
  expect(html.replaceAll('<!-- -->', '')).toContain(
    '15 tokens, unpriced: no price was known for gpt-5, so nothing was charged.',
  );
});

describe('the price on a receipt', () => {
  function priceFrom(startsOn: string, listedOn?: string): string {
    const price = { lines: [], startsOn, source: 'custom', longPromptAbove: null, listedOn };
    const html = renderToStaticMarkup(
      <ReceiptCard receipt={{ ...RECEIPT, price }} timeZone="UTC" billingHref="/billing" />,
    );
    return /Price<\/dt><dd[^>]*>([^<]*)/.exec(html)?.[1] ?? '';
  }

  it('has the day since when it holds', () => {
    expect(priceFrom('2026-11-03', '2026-11-23')).toBe('Since 3 Nov 2026');
  });

  // It had no day at all, of almost every model.
  it('has the day of its list where the first day is not known', () => {
    expect(priceFrom('1970-01-01', '2026-11-23')).toBe('List of 23 Nov 2026');
  });

  // It read “Since 4 Nov 2026” on a receipt of the day before: a first price holds for all days before it.
  it.each(['1970-01-01', '2026-11-04'])('has none where neither is known, as of %s', (startsOn) => {
    expect(priceFrom(startsOn)).toBe('First known price');
  });
});
