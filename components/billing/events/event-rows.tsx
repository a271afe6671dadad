import { cn } from '@/lib/utils';
import type { EventRow } from './event-row';

/** Rows of the event log. The whole row opens the receipt by `useSoftLinks`, its first link without a script. */
export function EventRows({ rows }: { rows: EventRow[] }) {
  return rows.map((row) => (
    <tr key={row.id} className="cursor-pointer border-t transition-colors hover:bg-accent">
      <td className="py-2 text-left whitespace-nowrap @2xl:pr-3">
        <a href={row.href} className="hover:underline">
          <time dateTime={row.at}>{row.time}</time>
          <span className="sr-only">, receipt</span>
        </a>
        <span className="block max-w-28 truncate text-muted-foreground @md:max-w-40 @2xl:hidden">
          {row.model}
        </span>
      </td>
      <td className="hidden max-w-56 py-2 pr-3 text-left @2xl:table-cell">
        <span className="block truncate">{row.model}</span>
        <Origin row={row} />
      </td>
      <td className="py-2 pl-2 @md:pl-3">{row.input}</td>
      <td className="hidden py-2 pl-3 @4xl:table-cell">{row.cached}</td>
      <td className="py-2 pl-2 @md:pl-3">{row.output}</td>
      <td className="hidden py-2 pl-3 @4xl:table-cell">{row.reasoning}</td>
      <td className="py-2 pl-2 font-medium @md:pl-3">
        {row.cost}
        <span className="block font-normal text-muted-foreground @2xl:hidden">{unusualOutcome(row)}</span>
      </td>
      <td className="hidden py-2 pl-3 whitespace-nowrap @4xl:table-cell">{row.duration}</td>
      <td className="hidden py-2 pl-3 whitespace-nowrap @4xl:table-cell">{row.firstToken}</td>
      <td className="hidden py-2 pl-5 text-left whitespace-nowrap @2xl:table-cell">
        <Outcome row={row} />
      </td>
    </tr>
  ));
}

/** For a phone, which has no column for it: what is not complete, or not exact. */
function unusualOutcome({ outcome, basis }: EventRow): string {
  const unusual = [outcome === 'complete' ? '' : outcome, basis === 'exact' ? '' : basis];
  return unusual.filter(Boolean).join(' · ');
}

function Origin({ row: { chat, origin } }: { row: EventRow }) {
  return (
    <span className="block truncate text-muted-foreground">
      {chat && (
        <a href={`/chat/${chat.id}`} className="underline-offset-4 hover:underline">
          {chat.title}
        </a>
      )}
      {chat && origin && ' · '}
      {origin}
    </span>
  );
}

const OUTCOMES = {
  complete: { label: 'Complete', colour: 'bg-[var(--chart-5)]' },
  stopped: { label: 'Stopped', colour: 'bg-warning' },
  failed: { label: 'Failed', colour: 'bg-destructive' },
};

function Outcome({ row: { outcome, basis } }: { row: EventRow }) {
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
