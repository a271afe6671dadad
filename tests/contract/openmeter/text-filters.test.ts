import type { Meter } from '@openmeter/sdk';
import { expect, it } from 'vitest';
import {
  type Answer,
  createMeter,
  describeContract,
  eventually,
  ingest,
  problemDetail,
  values,
} from './support';

describeContract('filters of texts', (target) => {
  /** A meter of events with these groups, which are worth 1, 10, 100… */
  async function meterOfGroups(groups: string[]): Promise<Meter> {
    const meter = await createMeter(target, { groupBy: { g: '$.g', place: '$.place' } });
    const events = groups.map((g, place) => ({
      time: '2025-01-01T00:00:00Z',
      data: { value: 10 ** place, g, place: String(place) },
    }));
    await ingest(target, meter.eventType, events);
    await eventually(async () =>
      expect(await values(target, meter.slug)).toEqual([Number('1'.repeat(groups.length))]),
    );
    return meter;
  }

  const post = ({ slug }: Meter, filters: object) =>
    target.send('POST', `/api/v1/meters/${slug}/query`, { advancedMeterGroupByFilters: filters });

  function totalOf(answer: Answer): number | undefined {
    expect(answer.status, answer.text).toBe(200);
    return JSON.parse(answer.text).data[0]?.value;
  }

  /** Adds up the events that a filter leaves of those with these groups. */
  async function totalOfGroups(groups: string[]) {
    const meter = await meterOfGroups(groups);
    return async (filter: object) => totalOf(await post(meter, { g: filter }));
  }

  // It knew the capitals of every script, which ClickHouse does not.
  it('compares texts by their bytes, and knows the capitals of A to Z only', async () => {
    const total = await totalOfGroups(['a', 'B', 'ä']);
    expect(await total({ $lt: 'a' })).toBe(10);
    expect(await total({ $gt: 'z' })).toBe(100);
    expect(await total({ $like: 'Ä' })).toBeUndefined();
    expect(await total({ $ilike: 'b' })).toBe(10);
    expect(await total({ $ilike: 'A' })).toBe(1);
    expect(await total({ $ilike: 'ä' })).toBe(100);
    expect(await total({ $ilike: 'Ä' })).toBeUndefined();
    expect(await total({ $nilike: 'Ä' })).toBe(111);
  });

  // A backslash that has nothing to escape was left out of the pattern.
  it('takes a backslash of a pattern by the letter, but before %, _ and another one', async () => {
    const total = await totalOfGroups(['a\\b', 'ab', '%', '\\', 'a\\😀']);
    expect(await total({ $like: 'a\\b' })).toBe(1);
    expect(await total({ $like: 'a\\\\b' })).toBe(1);
    expect(await total({ $nlike: 'a\\b' })).toBe(11_110);
    expect(await total({ $ilike: 'A\\B' })).toBe(1);
    expect(await total({ $nilike: 'A\\B' })).toBe(11_110);
    expect(await total({ $like: 'a\\😀' })).toBe(10_000);
    expect(await total({ $like: '\\%' })).toBe(100);
    expect(await total({ $like: '\\\\%' })).toBe(1_000);
    expect(await total({ $like: 'a_b' })).toBe(1);
    expect(await total({ $like: 'a\\_b' })).toBeUndefined();
    expect(await total({ $like: '%\\\\\\b' })).toBeUndefined();
  });

  // What was in the URL was passed over, and the answer was for everything.
  it('are the same in a URL as in a body', async () => {
    const meter = await meterOfGroups(['m1', 'm2', 'm1']);
    const path = `/api/v1/meters/${meter.slug}/query`;
    const ask = (filters: string) =>
      target.get(`${path}?${new URLSearchParams({ advancedMeterGroupByFilters: filters })}`);
    for (const [filters, total] of [
      [{ g: { $ne: 'm1' } }, 10],
      [{ g: { $in: ['m1'] }, place: { $eq: '2' } }, 100],
      [{ g: { $in: ['\ud800'] } }, undefined],
      [{}, 111],
    ] as const) {
      expect(totalOf(await ask(JSON.stringify(filters)))).toBe(total);
      expect(totalOf(await post(meter, filters))).toBe(total);
    }
    for (const filters of [
      '',
      '{',
      'null',
      '[]',
      '{"g":"m1"}',
      '{"g":{"$eq":5}}',
      '{"foo":{"$eq":"x"}}',
      '{"g":{"$equals":"m1"}}',
    ]) {
      problemDetail(await ask(filters), 400);
    }
    const both = 'advancedMeterGroupByFilters={"place":{"$eq":"1"}}&filterGroupBy[g]=m1';
    problemDetail(await target.get(`${path}?${both}`), 400);
  });

  // Operators that nobody knows were left out, and the answer was for everything.
  it('are refused with operators that it does not know, and with several in one', async () => {
    const meter = await createMeter(target, { groupBy: { g: '$.g' } });
    const ask = (g: object) => post(meter, { g });
    for (const filter of [{ $regex: 'm' }, { eq: 'm1' }, { $or: [{ $eq: 'm1' }, { $near: 'm' }] }]) {
      problemDetail(await ask(filter), 400);
    }
    for (const filter of [
      { $eq: 'm1', $ne: 'm2' },
      { $gt: 'a', $lt: 'z' },
      { $eq: 'm1', $or: [] },
      { $and: [{ $like: 'm%' }, { $in: ['m1'], $nin: [] }] },
    ]) {
      expect(problemDetail(await ask(filter), 400)).toContain(
        'filter is invalid: multiple operators are set',
      );
    }
    expect((await ask({ $eq: 'm1', $ne: null })).status).toBe(200);
    expect((await ask({ $and: [{ $gt: 'a' }, { $lt: 'z' }] })).status).toBe(200);
  });
});
