import Link from 'next/link';
import { ScrollArea } from '@/components/ui/scroll-area';
import type { EventPage } from '@/lib/billing/events/list';
import type { Reading } from '@/lib/billing/reading';
import { csvHref } from '@/lib/billing/shown-at';
import { type View, viewHref } from '@/lib/billing/view';
import { CsvLink } from '../csv-link';
import { Panel } from '../panel';
import { EmptyRange, Unavailable } from '../states/unavailable';
import { EventList, type LoadOlder } from './event-list';
import { eventRow } from './event-row';

interface EventLogProps {
  events: Reading<EventPage>;
  view: View;
  timeZone: string;
  now: Date;
  loadOlder: LoadOlder;
}

/** Every call of a model in the view, the newest first, with what it used and cost. */
export function EventLog({ events, view, timeZone, now, loadOlder }: EventLogProps) {
  return (
    <Panel
      id="events"
      title="Events"
      aside={
        <CsvLink href={csvHref(view, { timeZone, now }, '/billing/export/events')} what="These events" />
      }
    >
      {events.ok ? (
        <EventTable page={events.value} view={view} timeZone={timeZone} now={now} loadOlder={loadOlder} />
      ) : (
        <Unavailable retryHref={viewHref(view, { after: view.after })} className="min-h-64" />
      )}
    </Panel>
  );
}

function EventTable({
  page,
  view,
  timeZone,
  now,
  loadOlder,
}: Omit<EventLogProps, 'events'> & { page: EventPage }) {
  const newest = viewHref(view);
  if (page.events.length === 0) return <EmptyRange view={view} what="events" className="min-h-40" />;
  const rows = page.events.map((event) => eventRow(event, { view, timeZone, now }));
  return (
    <>
      {view.after && (
        <p className="mb-3 text-sm">
          <Link
            href={newest}
            scroll={false}
            prefetch={false}
            className="text-primary underline-offset-4 hover:underline"
          >
            Back to the newest
          </Link>
        </p>
      )}
      {/*
       * Ends amid a row, which shows that there are more; what is below it stays within reach, however long the log
       * grows. Isolated, so that nothing in it is drawn over the page's head; relative, so that what only screen
       * readers see scrolls with it.
       */}
      <ScrollArea
        label="Table of events"
        className="-mx-4 relative isolate max-h-158 overflow-auto px-4 @2xl:-mx-5 @2xl:px-5"
      >
        <EventList
          key={`${newest} ${timeZone} ${rows[0]?.id}`}
          first={{ rows, nextHref: page.next && viewHref(view, { after: page.next, tz: timeZone }) }}
          load={loadOlder}
        >
          <thead className="sticky top-0 bg-card text-muted-foreground">
            <tr className="*:pb-2 *:font-medium">
              <th scope="col" className="pr-3 text-left">
                Time
              </th>
              <th scope="col" className="hidden pr-3 text-left @2xl:table-cell">
                Model
              </th>
              <th scope="col" className="pl-2 @md:pl-3">
                In
              </th>
              <th scope="col" className="hidden pl-3 @4xl:table-cell">
                Cached
              </th>
              <th scope="col" className="pl-2 @md:pl-3">
                Out
              </th>
              <th scope="col" className="hidden pl-3 @4xl:table-cell">
                Reasoning
              </th>
              <th scope="col" className="pl-2 @md:pl-3">
                Cost
              </th>
              <th scope="col" className="hidden pl-3 @4xl:table-cell">
                Took
              </th>
              <th scope="col" className="hidden pl-3 whitespace-nowrap @4xl:table-cell">
                First token
              </th>
              <th scope="col" className="hidden pl-5 text-left @2xl:table-cell">
                Status
              </th>
            </tr>
          </thead>
        </EventList>
      </ScrollArea>
    </>
  );
}
