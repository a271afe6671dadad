import { expect, it } from 'vitest';
import type { LoggedEvent } from '@/lib/billing/events/list';
import type { Range } from '@/lib/billing/ranges';
import { chartOf } from '@/lib/billing/report/chart';
import { usageRow } from '@/lib/billing/testing/samples';
import { parseHref } from '@/lib/billing/view';
import { asId, type ChatId, type GenerationId } from '@/lib/ids';
import { eventsJson, usageJson } from './json';

const SPAN = { from: new Date('2026-11-01T00:00Z'), to: new Date('2026-11-04T00:00Z'), unit: 'day' } as const;
const RANGE: Range = { ...SPAN, name: 'custom', previous: SPAN, units: ['day'] };

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

// They lost it, and could no longer be told from those of no chat.
it('names the chat of an event also when that is deleted', () => {
  const chatId = asId<ChatId>('0199c0de-0000-7000-8000-000000000002');
  const event: LoggedEvent = {
    generationId: asId<GenerationId>('0199c0de-0000-7000-8000-000000000001'),
    occurredAt: SPAN.from,
    provider: 'openai',
    model: 'gpt-5',
    via: 'chat',
    chatId,
    chat: null,
    apiKey: null,
    usage: { uncached: 10, cacheRead: 0, cacheWrite: 0, output: 5, reasoning: 0 },
    costPico: null,
    outcome: 'complete',
    basis: 'exact',
    durationMs: 1_000,
    timeToFirstTokenMs: null,
  };
  expect(eventsJson({ events: [event], next: null }).data).toMatchObject([{ chat_id: chatId }]);
});
