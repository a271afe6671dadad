import { describe, expect, it } from 'vitest';
import { picoUsd } from '@/lib/money';
import { usageCsv } from '../export/usage-csv';
import { formatShare } from '../format';
import { usageRow } from '../testing/samples';
import { NO_FILTER, parseHref } from '../view';
import { breakdownOf } from './breakdown';
import { chartOf } from './chart';
import type { Group, UsageRow } from './usage';

const RANGE = {
  from: new Date('2026-11-01T00:00Z'),
  to: new Date('2026-11-04T00:00Z'),
  unit: 'day',
} as const;

function row(day: number, model: string, usage: Partial<UsageRow> = {}): UsageRow {
  const windowStart = new Date(`2026-11-0${day}T00:00Z`);
  return usageRow({
    windowStart,
    model,
    cachedTokens: 40,
    reasoningTokens: 5,
    costPico: picoUsd(7n),
    ...usage,
  });
}

const THE_END = RANGE.to;

function chart(rows: UsageRow[], search = '', now = THE_END) {
  return chartOf(rows, parseHref(`/billing?${search}`), RANGE, { timeZone: 'UTC', now });
}

async function textOf(csv: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of csv) text += piece;
  return text;
}

describe('a chart', () => {
  it('has a bar for every day, the empty ones included', () => {
    const { buckets } = chart([row(1, 'a'), row(3, 'a', { costPico: picoUsd(5n) })]);
    expect(buckets.map(({ amounts, total }) => [amounts, total])).toEqual([
      [[7n], 7n],
      [[0n], 0n],
      [[5n], 5n],
    ]);
  });

  // A meter with other zone data than ours cuts its windows elsewhere: there was no chart at all.
  it('counts a window of the meter that begins before the first bar into that', () => {
    const early = row(1, 'a', { windowStart: new Date('2026-10-31T23:00Z') });
    expect(chart([early, row(1, 'a')]).buckets.map(({ total }) => total)).toEqual([14n, 0n, 0n]);
  });

  it('stacks the biggest first, and all beyond eight as “Other”', () => {
    const models = Array.from({ length: 11 }, (_, place) => `m${place}`);
    const { series, buckets } = chart(
      models.map((model, place) => row(1, model, { costPico: picoUsd(100n - BigInt(place)) })),
    );
    expect(series.map(({ name }) => name)).toEqual([...models.slice(0, 8), 'Other']);
    expect(series.at(-1)).toEqual({ name: 'Other', colour: null, total: 92n + 91n + 90n });
    expect(buckets[0]?.total).toBe(1045n);
  });

  it('leaves a model its colour when the others are filtered away', () => {
    const rows = [row(1, 'big', { costPico: picoUsd(9n) }), row(1, 'small', { costPico: picoUsd(1n) })];
    const { series, buckets } = chart(rows, 'model=small');
    expect(series).toEqual([{ name: 'small', colour: 1, total: 1n }]);
    expect(buckets[0]?.amounts).toEqual([1n]);
  });

  // The series was called “Other”, in files and by the API too.
  it('calls the one that it is narrowed to by its name, even beyond the eight', async () => {
    const rows = Array.from({ length: 10 }, (_, place) =>
      row(1, `m${place}`, { key: `k${place}`, costPico: picoUsd(100n - BigInt(place)) }),
    );
    const narrowed = chart(rows, 'model=m9');
    expect(narrowed.series).toEqual([{ name: 'm9', colour: null, total: 91n }]);
    expect(await textOf(usageCsv(narrowed))).toContain('2026-11-01T00:00:00.000Z,m9,');
    expect(chart(rows, 'by=key&model=m9').series).toMatchObject([{ name: 'Other' }]);
    expect(chart(rows, 'model=m3').series).toMatchObject([{ name: 'm3', colour: 3 }]);
  });

  it('splits tokens into four kinds that add up to all of them', () => {
    const { series, buckets } = chart([row(1, 'a')], 'by=kind');
    expect(series.map(({ name, total }) => [name, total])).toEqual([
      ['input', 60n],
      ['cached', 40n],
      ['output', 15n],
      ['reasoning', 5n],
    ]);
    expect(buckets[0]?.total).toBe(120n);
  });

  it('adds up from bar to bar when it is cumulative', () => {
    const { buckets } = chart([row(1, 'a'), row(2, 'b'), row(3, 'a')], 'metric=requests&cumulative=true');
    expect(buckets.map(({ total }) => total)).toEqual([1n, 2n, 3n]);
    expect(buckets.at(-1)?.amounts).toEqual([2n, 1n]);
  });

  // The sum went on to the end of the range, as if nothing would be used any more, in files too.
  it('adds up no further than the bar that has begun', async () => {
    const rows = [row(1, 'a'), row(2, 'b')];
    const cumulative = chart(rows, 'metric=requests&cumulative=true', new Date('2026-11-02T00:00Z'));
    expect(cumulative.buckets.map(({ amounts, total }) => [amounts, total])).toEqual([
      [[1n, 0n], 1n],
      [[1n, 1n], 2n],
      [[], undefined],
    ]);
    const csv = await textOf(usageCsv(cumulative));
    expect(csv).toContain('2026-11-02T00:00:00.000Z,b,1');
    expect(csv).not.toContain('2026-11-03');
    const each = chart(rows, 'metric=requests', new Date('2026-11-02T00:00Z'));
    expect(each.buckets.at(-1)).toMatchObject({ amounts: [0n, 0n], total: 0n });
  });

  it('knows an unpriced model from a free one', () => {
    const { series } = chart([
      row(1, 'local', { costPico: null }),
      row(1, 'gift', { costPico: picoUsd(0n) }),
    ]);
    expect(Object.fromEntries(series.map(({ name, total }) => [name, total]))).toEqual({
      local: null,
      gift: 0n,
    });
  });
});

describe('a breakdown', () => {
  const rows = [
    row(1, 'a', { costPico: picoUsd(75n) }),
    row(2, 'b', { costPico: picoUsd(25n), via: 'api', key: 'key-1' }),
    row(2, 'local', { costPico: null }),
  ];

  it('gives each its share of the cost', () => {
    expect(breakdownOf(rows, 'model', NO_FILTER, 'cost').map(({ name, share }) => [name, share])).toEqual([
      ['a', 0.75],
      ['b', 0.25],
      ['local', null],
    ]);
    expect(breakdownOf(rows, 'via', NO_FILTER, 'cost').map(({ name, share }) => [name, share])).toEqual([
      ['chat', 0.75],
      ['api', 0.25],
    ]);
  });

  // A small share read “0 %”.
  it('gives even the smallest a share that is more than nothing', () => {
    const uneven = [row(1, 'a', { costPico: picoUsd(99_996n) }), row(1, 'b', { costPico: picoUsd(4n) })];
    expect(formatShare(breakdownOf(uneven, 'model', NO_FILTER, 'cost')[1]?.share ?? 0)).toBe('<1 %');
  });

  it('still lists the others of what it is filtered by', () => {
    const breakdown = (by: Group) => breakdownOf(rows, by, { ...NO_FILTER, model: 'b' }, 'cost');
    expect(breakdown('model').map(({ name, selected }) => [name, selected])).toEqual([
      ['a', false],
      ['b', true],
      ['local', false],
    ]);
    expect(breakdown('via').map(({ name }) => name)).toEqual(['api']);
    expect(breakdown('key').map(({ name }) => name)).toEqual(['key-1']);
  });

  it('is in the metric of the view', () => {
    expect(
      breakdownOf(rows, 'model', NO_FILTER, 'requests').map(({ name, amount }) => [name, amount]),
    ).toEqual([
      ['a', 1n],
      ['b', 1n],
      ['local', 1n],
    ]);
  });

  it('calls what has no price unpriced, not free', () => {
    expect(breakdownOf(rows, 'model', NO_FILTER, 'cost').at(-1)).toMatchObject({
      name: 'local',
      amount: null,
      share: null,
    });
  });

  // Beside a correction of $8, $10 were “500 %”, and the correction “-400 %”; and what has no price stood above it.
  it('has no share of more than all, nor one below zero, where another service corrected something', () => {
    const corrected = [
      row(1, 'a', { costPico: picoUsd(10n) }),
      row(2, 'b', { costPico: picoUsd(-8n) }),
      row(2, 'local', { costPico: null }),
    ];
    expect(
      breakdownOf(corrected, 'model', NO_FILTER, 'cost').map(({ name, share }) => [name, share]),
    ).toEqual([
      ['a', 1],
      ['b', null],
      ['local', null],
    ]);
  });
});
