import type { LoggedEvent } from '@/lib/billing/events/list';
import { formatExactCost, formatInstant } from '@/lib/billing/format';
import { seriesLabel } from '@/lib/billing/labels';
import { type View, viewHref } from '@/lib/billing/view';
import { formatDuration } from '@/lib/duration';
import { formatCount } from '@/lib/format';
import { inputTokens } from '@/lib/pricing/token-usage';

/** A row of the event log, as it is read: written on the server, since browsers write dates each in their way. */
export interface EventRow {
  id: string;
  /** Of the receipt, which leads back to the view. */
  href: string;
  /** ISO 8601. */
  at: string;
  time: string;
  model: string;
  /** null where there is none, or no longer. */
  chat: { id: string; title: string } | null;
  /** The source and the key, as far as they say more than the chat. */
  origin: string;
  input: string;
  cached: string;
  output: string;
  reasoning: string;
  cost: string;
  duration: string;
  firstToken: string;
  outcome: LoggedEvent['outcome'];
  basis: LoggedEvent['basis'];
}

interface Shown {
  /** The view whose log it is in. */
  view: View;
  timeZone: string;
  now: Date;
}

/** An event as a row of the log, in the reader's time zone. */
export function eventRow(event: LoggedEvent, { view, timeZone, now }: Shown): EventRow {
  const { usage, timeToFirstTokenMs } = event;
  return {
    id: event.generationId,
    href: viewHref(view, { after: view.after }, `/billing/events/${event.generationId}`),
    at: event.occurredAt.toISOString(),
    time: formatInstant(event.occurredAt, timeZone, now),
    model: event.model,
    chat: event.chat,
    origin: originOf(event),
    input: formatCount(inputTokens(usage)),
    cached: formatCount(usage.cacheRead),
    output: formatCount(usage.output),
    reasoning: formatCount(usage.reasoning),
    cost: formatExactCost(event.costPico),
    duration: formatDuration(event.durationMs),
    firstToken: timeToFirstTokenMs === null ? '–' : formatDuration(timeToFirstTokenMs),
    outcome: event.outcome,
    basis: event.basis,
  };
}

function originOf({ chat, via, apiKey }: LoggedEvent): string {
  const way = chat && via === 'chat' ? null : seriesLabel('via', via);
  return [way, apiKey?.name].filter(Boolean).join(' · ');
}
