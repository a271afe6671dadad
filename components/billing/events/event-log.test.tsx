// @vitest-environment happy-dom
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import type { EventPage, LoggedEvent } from '@/lib/billing/events/list';
import type { Reading } from '@/lib/billing/reading';
import { parseHref } from '@/lib/billing/view';
import { newId } from '@/lib/ids';
import { picoUsd } from '@/lib/money';
import { reactRoot } from '@/tests/support/react-root';
import { EventLog } from './event-log';

vi.mock('next/navigation', () => ({
  useRouter: () => ({ push: vi.fn() }),
  unstable_isUnrecognizedActionError: () => false,
}));

const DEEP = '/billing?range=7d&after=1790000000000_0199c0de-0000-7000-8000-000000000001';

const EVENT: LoggedEvent = {
  generationId: newId(),
  occurredAt: new Date('2026-11-03T12:05:00Z'),
  provider: 'openai',
  model: 'gpt-5',
  via: 'chat',
  chatId: null,
  chat: null,
  apiKey: null,
  usage: { uncached: 10, cacheRead: 0, cacheWrite: 0, output: 20, reasoning: 0 },
  costPico: picoUsd(1n),
  outcome: 'complete',
  basis: 'exact',
  durationMs: 1_000,
  timeToFirstTokenMs: 200,
};

const page = reactRoot();

function log(events: Reading<EventPage>, href: string, timeZone = 'UTC') {
  return (
    <EventLog
      events={events}
      view={parseHref(href)}
      timeZone={timeZone}
      now={new Date('2026-11-03T14:30:00Z')}
      loadOlder={async () => 'unreadable'}
    />
  );
}

function eventLog(events: Reading<EventPage>, href: string): string {
  return renderToStaticMarkup(log(events, href));
}

// It said that there was no usage, of which it knows nothing: other services send theirs to the meter.
it('says of an empty log that there are no events', () => {
  expect(eventLog({ ok: true, value: { events: [], next: null } }, '/billing')).toContain(
    'No events in this view.',
  );
});

// It led back to the newest events.
it('tries to read the same page of the log again', () => {
  const [, href] = /href="([^"]*)"[^>]*>Retry/.exec(eventLog({ ok: false }, DEEP)) ?? [];
  expect(href?.replaceAll('&amp;', '&')).toBe(DEEP);
});

// It kept the old times beside a page in the new zone, until that was loaded again.
it('is in the zone of the page, also where another tab has changed that', async () => {
  const events = { ok: true, value: { events: [EVENT], next: null } } satisfies Reading<EventPage>;
  const time = () => document.querySelector('tbody time')?.textContent;
  await page.show(log(events, '/billing'));
  expect(time()).toBe('3 Nov, 12:05:00');
  await page.show(log(events, '/billing', 'Europe/Berlin'));
  expect(time()).toBe('3 Nov, 13:05:00');
});
