import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { eventRow } from '@/components/billing/events/event-row';
import type { Receipt } from '@/lib/billing/events/receipt';
import { parseHref, viewHref } from '@/lib/billing/view';
import { asId, type GenerationId } from '@/lib/ids';
import { ReceiptCard } from './receipt-card';

const VIEW = '/billing?range=7d&model=gpt-5&tz=Asia/Kathmandu';
const ID = '0199c0de-0000-7000-8000-000000000001';

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

// The way back lost the range, the filter and the zone.
it('leads back from a receipt to the view that its row is in', () => {
  const view = parseHref(VIEW);
  const { href } = eventRow(RECEIPT, { view, timeZone: 'Asia/Kathmandu', now: RECEIPT.occurredAt });
  expect(href.startsWith(`/billing/events/${ID}?`)).toBe(true);
  const opened = parseHref(href);
  expect(opened).toEqual(view);
  const html = renderToStaticMarkup(
    <ReceiptCard receipt={RECEIPT} timeZone="Asia/Kathmandu" billingHref={viewHref(opened)} />,
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
