import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { serializeCursor } from '@/lib/billing/events/cursor';
import { parseHref } from '@/lib/billing/view';
import { asId, type GenerationId } from '@/lib/ids';
import { EmptyRange } from './unavailable';

const CURSOR = serializeCursor({
  occurredAt: new Date('2026-11-03T14:30:00Z'),
  generationId: asId<GenerationId>('0199c0de-0000-7000-8000-000000000001'),
});

/** Where the button leads, if there is one. */
function wayOut(search: string): string | undefined {
  const html = renderToStaticMarkup(<EmptyRange view={parseHref(`/billing?${search}`)} what="usage" />);
  expect(html).toContain('No usage in this view.');
  return /href="([^"]*)"[^>]*>Show the last 90 days/.exec(html)?.[1]?.replaceAll('&amp;', '&');
}

describe('a view without usage', () => {
  it.each([
    ['range=24h', '/billing?range=90d'],
    ['range=90d&model=gpt-5&unit=month', '/billing?range=90d'],
    ['range=90d&key=none&by=via', '/billing?range=90d&by=via'],
    [`range=90d&after=${CURSOR}`, '/billing?range=90d'],
  ])('leads from %s to all of the last 90 days', (search, href) => {
    expect(wayOut(search)).toBe(href);
  });

  // The button led to the page that it stands on.
  it.each(['range=90d', 'range=90d&unit=month', 'range=90d&by=via&tz=Asia/Kathmandu'])(
    'leads nowhere from %s, which is just that',
    (search) => {
      expect(wayOut(search)).toBeUndefined();
    },
  );
});
