import { expect, it } from 'vitest';
import type { LoggedEvent } from '@/lib/billing/events/list';
import { csvResponse } from '@/lib/billing/export/csv';
import { usageCsv } from '@/lib/billing/export/usage-csv';
import type { Range } from '@/lib/billing/ranges';
import { chartOf } from '@/lib/billing/report/chart';
import { usageRow } from '@/lib/billing/testing/samples';
import { parseHref } from '@/lib/billing/view';
import { type ApiKeyId, asId, type ChatId, type GenerationId } from '@/lib/ids';
import { parseUsd } from '@/lib/money';
import { eventsJson, usageJson } from './json';

const SPAN = { from: new Date('2026-11-01T00:00Z'), to: new Date('2026-11-04T00:00Z'), unit: 'day' } as const;
const RANGE: Range = { ...SPAN, previous: SPAN, units: ['day'] };

// The sum went on to the end of the range, as if nothing would be used any more.
it('adds usage up no further than the bar that has begun', () => {
  const rows = [
    usageRow({ model: 'a', windowStart: new Date('2026-11-01T00:00Z') }),
    usageRow({ model: 'b', windowStart: new Date('2026-11-02T00:00Z') }),
  ];
  const view = parseHref('/billing?metric=requests&cumulative=true');
  const now = new Date('2026-11-02T00:00Z');
  const { data } = usageJson(chartOf(rows, view, RANGE, { timeZone: 'UTC', now }), RANGE, 'UTC');
  expect(data.map(({ from, name, amount }) => [from.slice(0, 10), name, amount])).toEqual([
    ['2026-11-01', 'a', '1'],
    ['2026-11-02', 'a', '1'],
    ['2026-11-02', 'b', '1'],
  ]);
});

it('answers with the numbers that the file has', async () => {
  const rows = [
    usageRow({ model: 'a', costPico: parseUsd('0.0000125') }),
    usageRow({ model: 'b', costPico: null }),
    usageRow({ model: 'a', windowStart: new Date('2026-11-03T00:00Z'), costPico: parseUsd('2') }),
  ];
  const now = new Date('2026-11-03T12:00Z');
  const chart = chartOf(rows, parseHref('/billing'), RANGE, { timeZone: 'UTC', now });
  expect(JSON.stringify(usageJson(chart, RANGE, 'UTC').data)).toBe(
    '[{"from":"2026-11-02T00:00:00.000Z","name":"a","amount":"0.0000125"},' +
      '{"from":"2026-11-02T00:00:00.000Z","name":"b","amount":null},' +
      '{"from":"2026-11-03T00:00:00.000Z","name":"a","amount":"2"}]',
  );
  expect(await (await csvResponse(usageCsv(chart), 'usage.csv')).text()).toBe(
    'from,model,cost_usd\r\n' +
      '2026-11-02T00:00:00.000Z,a,0.0000125\r\n' +
      '2026-11-02T00:00:00.000Z,b,\r\n' +
      '2026-11-03T00:00:00.000Z,a,2\r\n',
  );
});

const CHAT_ID = asId<ChatId>('0199c0de-0000-7000-8000-000000000002');
const KEY_ID = asId<ApiKeyId>('0199c0de-0000-7000-8000-000000000003');

function loggedEvent(overrides: Partial<LoggedEvent>): LoggedEvent {
  return {
    generationId: asId<GenerationId>('0199c0de-0000-7000-8000-000000000001'),
    occurredAt: SPAN.from,
    provider: 'openai',
    model: 'gpt-5',
    via: 'chat',
    chatId: null,
    chat: null,
    apiKey: null,
    usage: { uncached: 10, cacheRead: 2, cacheWrite: 1, output: 5, reasoning: 3 },
    costPico: null,
    outcome: 'complete',
    basis: 'exact',
    durationMs: 1_000,
    timeToFirstTokenMs: null,
    ...overrides,
  };
}

it('tells all of an event, the id first, with null for what there is none of', () => {
  const priced = {
    costPico: parseUsd('0.0000125'),
    apiKey: { id: KEY_ID, name: null },
    timeToFirstTokenMs: 70,
  };
  const events = [loggedEvent({ ...priced, via: 'api' }), loggedEvent({ chatId: CHAT_ID })];
  const start = '{"id":"0199c0de-0000-7000-8000-000000000001","time":"2026-11-01T00:00:00.000Z",';
  const tokens = '"prompt_tokens":13,"cached_tokens":2,"completion_tokens":5,"reasoning_tokens":3,';
  expect(JSON.stringify(eventsJson({ events, next: null }).data)).toBe(
    `[${start}"provider":"openai","model":"gpt-5","via":"api","chat_id":null,"api_key_id":"${KEY_ID}",${tokens}` +
      '"cost_usd":"0.0000125","status":"complete","basis":"exact","duration_ms":1000,"time_to_first_token_ms":70},' +
      `${start}"provider":"openai","model":"gpt-5","via":"chat","chat_id":"${CHAT_ID}","api_key_id":null,${tokens}` +
      '"cost_usd":null,"status":"complete","basis":"exact","duration_ms":1000,"time_to_first_token_ms":null}]',
  );
});

// They lost it, and could no longer be told from those of no chat.
it('names the chat of an event also when that is deleted', () => {
  const events = [loggedEvent({ chatId: CHAT_ID, chat: null })];
  expect(eventsJson({ events, next: null }).data).toMatchObject([{ chat_id: CHAT_ID }]);
});
