import Link from 'next/link';
import type { LoggedEvent } from '@/lib/billing/events/list';
import { formatCount, formatDuration, formatExactCost, formatInstant } from '@/lib/billing/format';
import { seriesLabel } from '@/lib/billing/labels';
import { inputTokens } from '@/lib/pricing/token-usage';
import { cn } from '@/lib/utils';

interface EventRowsProps {
  events: LoggedEvent[];
  timeZone: string;
  now: Date;
}

/** Rows of the event log. The whole row opens the receipt. */
export function EventRows({ events, timeZone, now }: EventRowsProps) {
  return events.map((event) => (
    <tr key={event.generationId} className="relative border-t transition-colors hover:bg-accent">
      <td className="py-2 text-left whitespace-nowrap @2xl:pr-3">
        <Link
          href={`/billing/events/${event.generationId}`}
          prefetch={false}
          className="after:absolute after:inset-0 hover:underline"
        >
          <time dateTime={event.occurredAt.toISOString()}>
            {formatInstant(event.occurredAt, timeZone, now)}
          </time>
          <span className="sr-only">, receipt</span>
        </Link>
        <span className="block max-w-28 truncate text-muted-foreground @md:max-w-40 @2xl:hidden">
          {event.model}
        </span>
      </td>
      <td className="hidden max-w-56 py-2 pr-3 text-left @2xl:table-cell">
        <span className="block truncate">{event.model}</span>
        <Origin event={event} />
      </td>
      <td className="py-2 pl-2 @md:pl-3">{formatCount(inputTokens(event.usage))}</td>
      <td className="hidden py-2 pl-3 @4xl:table-cell">{formatCount(event.usage.cacheRead)}</td>
      <td className="py-2 pl-2 @md:pl-3">{formatCount(event.usage.output)}</td>
      <td className="hidden py-2 pl-3 @4xl:table-cell">{formatCount(event.usage.reasoning)}</td>
      <td className="py-2 pl-2 font-medium @md:pl-3">
        {formatExactCost(event.costPico)}
        <span className="block font-normal text-muted-foreground @2xl:hidden">{unusualOutcome(event)}</span>
      </td>
      <td className="hidden py-2 pl-3 whitespace-nowrap @4xl:table-cell">
        {formatDuration(event.durationMs)}
      </td>
      <td className="hidden py-2 pl-3 whitespace-nowrap @4xl:table-cell">
        {event.timeToFirstTokenMs === null ? '–' : formatDuration(event.timeToFirstTokenMs)}
      </td>
      <td className="hidden py-2 pl-5 text-left whitespace-nowrap @2xl:table-cell">
        <Outcome event={event} />
      </td>
    </tr>
  ));
}

/** For a phone, which has no column for it: what is not complete, or not exact. */
function unusualOutcome({ outcome, basis }: LoggedEvent): string {
  const unusual = [outcome === 'complete' ? '' : outcome, basis === 'exact' ? '' : basis];
  return unusual.filter(Boolean).join(' · ');
}

function Origin({ event: { chat, via, apiKey } }: { event: LoggedEvent }) {
  return (
    <span className="block truncate text-muted-foreground">
      {chat && (
        // Above the link that covers the row.
        <Link
          href={`/chat/${chat.id}`}
          prefetch={false}
          className="relative z-10 underline-offset-4 hover:underline"
        >
          {chat.title}
        </Link>
      )}
      {chat && via === 'chat' ? null : `${chat ? ' · ' : ''}${seriesLabel('via', via)}`}
      {apiKey?.name && ` · ${apiKey.name}`}
    </span>
  );
}

const OUTCOMES = {
  complete: { label: 'Complete', colour: 'bg-[var(--chart-5)]' },
  stopped: { label: 'Stopped', colour: 'bg-warning' },
  failed: { label: 'Failed', colour: 'bg-destructive' },
};

function Outcome({ event: { outcome, basis } }: { event: LoggedEvent }) {
  const { label, colour } = OUTCOMES[outcome];
  return (
    <>
      <span className="flex items-center gap-1.5">
        <span aria-hidden className={cn('size-1.5 rounded-full', colour)} />
        {label}
      </span>
      <span className="block pl-3 text-muted-foreground">{basis}</span>
    </>
  );
}
