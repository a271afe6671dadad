import { serializeCursor } from '@/lib/billing/events/cursor';
import type { EventPage, LoggedEvent } from '@/lib/billing/events/list';
import { decimalAmount } from '@/lib/billing/export/usage-csv';
import type { Range } from '@/lib/billing/ranges';
import type { Chart } from '@/lib/billing/report/chart';
import { usdDecimal } from '@/lib/money';
import { inputTokens } from '@/lib/pricing/token-usage';

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
    data: chart.buckets.flatMap(({ start, amounts }) =>
      chart.series.flatMap(({ name }, index) => {
        const amount = amounts[index];
        if (amount === undefined || amount === 0n) return [];
        return [
          {
            from: start.toISOString(),
            name,
            amount: amount === null ? null : decimalAmount(amount, chart.metric),
          },
        ];
      }),
    ),
  };
}

/** A page of events as `GET /v1/usage/events` answers it. `next` is the next page's `after`; null: there is none. */
export function eventsJson({ events, next }: EventPage) {
  return { object: 'list', data: events.map(eventJson), next: next && serializeCursor(next) };
}

function eventJson(event: LoggedEvent) {
  return {
    id: event.generationId,
    time: event.occurredAt.toISOString(),
    provider: event.provider,
    model: event.model,
    via: event.via,
    chat_id: event.chatId,
    api_key_id: event.apiKey?.id ?? null,
    prompt_tokens: inputTokens(event.usage),
    cached_tokens: event.usage.cacheRead,
    completion_tokens: event.usage.output,
    reasoning_tokens: event.usage.reasoning,
    cost_usd: event.costPico === null ? null : usdDecimal(event.costPico),
    status: event.outcome,
    basis: event.basis,
    duration_ms: event.durationMs,
    time_to_first_token_ms: event.timeToFirstTokenMs,
  };
}
