import { expect, it } from 'vitest';
import { createMeter, describeContract, eventually, ingest, values } from './support';

describeContract('filters of texts', (target) => {
  /** Adds up the events that a filter leaves of those with these groups, which are worth 1, 10, 100… */
  async function totalOfGroups(groups: string[]) {
    const meter = await createMeter(target, { groupBy: { g: '$.g' } });
    const events = groups.map((g, index) => ({
      time: '2025-01-01T00:00:00Z',
      data: { value: 10 ** index, g },
    }));
    await ingest(target, meter.eventType, events);
    await eventually(async () =>
      expect(await values(target, meter.slug)).toEqual([Number('1'.repeat(groups.length))]),
    );
    return async (filter: object) => {
      const body = { advancedMeterGroupByFilters: { g: filter } };
      const answer = await target.send('POST', `/api/v1/meters/${meter.slug}/query`, body);
      expect(answer.status, answer.text).toBe(200);
      return JSON.parse(answer.text).data[0]?.value;
    };
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
});
