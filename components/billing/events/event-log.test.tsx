import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { EventPage } from '@/lib/billing/events/list';
import type { Reading } from '@/lib/billing/reading';
import { parseHref } from '@/lib/billing/view';
import { EventLog } from './event-log';

const DEEP = '/billing?range=7d&after=1790000000000_0199c0de-0000-7000-8000-000000000001';

function eventLog(events: Reading<EventPage>, href: string): string {
  return renderToStaticMarkup(
    <EventLog
      events={events}
      view={parseHref(href)}
      timeZone="UTC"
      now={new Date('2026-11-03T14:30:00Z')}
      loadOlder={async () => 'unreadable'}
    />,
  );
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
