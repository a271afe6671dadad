import { serializeCursor } from '@/lib/billing/events/cursor';
import type { EventPage, LoggedEvent } from '@/lib/billing/events/list';
import { numbersOf } from '@/lib/billing/export/chart-numbers';
import { EVENT_FIELDS, type FieldValue } from '@/lib/billing/export/event-fields';
import type { Range } from '@/lib/billing/ranges';
import type { Chart } from '@/lib/billing/report/chart';
import { usdDecimal } from '@/lib/money';

/** The numbers of a chart as `GET /v1/usage` answers them. Dollars are decimal strings; null: unpriced. */
export function usageJson(chart: Chart, range: Range, timeZone: string) {
  return {
    object: 'list',
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    unit: range.unit,
    time_zone: timeZone,
    by: chart.by,
    metric: chart.metric,
    data: numbersOf(chart),
  };
}

/** A page of events as `GET /v1/usage/events` answers it. `next` is the next page's `after`; null: there is none. */
export function eventsJson({ events, next }: EventPage) {
  return { object: 'list', data: events.map(eventJson), next: next && serializeCursor(next) };
}

/** In JSON, the id goes before the time. */
function eventJson(event: LoggedEvent) {
  const fields = EVENT_FIELDS.map(([name, fieldOf]): [string, JsonValue] => [name, toJson(fieldOf(event))]);
  return { id: event.generationId, ...Object.fromEntries(fields) };
}

type JsonValue = string | number | null;

function toJson(value: FieldValue): JsonValue {
  return typeof value === 'bigint' ? usdDecimal(value) : value;
}
