import { expect, it } from 'vitest';
import type { Range } from '@/lib/billing/ranges';
import { chartOf } from '@/lib/billing/report/chart';
import { NO_KEY, parseHref } from '@/lib/billing/view';
import { picoUsd } from '@/lib/money';
import { usageJson } from './json';

const SPAN = { from: new Date('2026-11-01T00:00Z'), to: new Date('2026-11-04T00:00Z'), unit: 'day' } as const;
const RANGE: Range = { ...SPAN, name: 'custom', previous: SPAN, units: ['day'] };

// The sum went on to the end of the range, as if nothing would be used any more.
it('adds usage up no further than the bar that has begun', () => {
  const rows = ['a', 'b'].map((model, place) => ({
    windowStart: new Date(`2026-11-0${place + 1}T00:00Z`),
    model,
    via: 'chat' as const,
    key: NO_KEY,
    requests: 1,
    promptTokens: 100,
    cachedTokens: 40,
    completionTokens: 20,
    reasoningTokens: 5,
    costPico: picoUsd(7n),
  }));
  const view = parseHref('/billing?metric=requests&cumulative=true');
  const now = new Date('2026-11-02T00:00Z');
  const { data } = usageJson(chartOf(rows, view, RANGE, { timeZone: 'UTC', now }), RANGE, 'UTC');
  expect(data.map(({ from, name, amount }) => [from.slice(0, 10), name, amount])).toEqual([
    ['2026-11-01', 'a', '1'],
    ['2026-11-02', 'a', '1'],
    ['2026-11-02', 'b', '1'],
  ]);
});
