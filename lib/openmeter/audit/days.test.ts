import { describe, expect, it } from 'vitest';
import { utcDay } from '@/lib/utc-day';
import { dayRange, eachDay } from './days';

const now = new Date('2026-11-15T23:59:59.999Z');
const isoDays = (range: { from: Date; to: Date }) => [range.from, range.to].map((at) => at.toISOString());

describe('the days of an audit', () => {
  it('include the first and the last', () => {
    const range = dayRange({ from: '2026-02-27', to: '2026-03-01' }, now);
    expect(isoDays(range)).toEqual(['2026-02-27T00:00:00.000Z', '2026-03-02T00:00:00.000Z']);
    expect(eachDay(range).map(({ from }) => utcDay(from))).toEqual([
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
    ]);
  });

  it('are the last 31 when none are named, today included', () => {
    expect(isoDays(dayRange({}, now))).toEqual(['2026-10-16T00:00:00.000Z', '2026-11-16T00:00:00.000Z']);
  });

  it.each(['2026-02-30', '2026-13-01', '3/11/2026', '2026-11-3', 'yesterday', ''])('are not "%s"', (day) => {
    expect(() => dayRange({ from: day }, now)).toThrow(`"${day}" is not a day. Write it like 2026-11-30.`);
  });

  it('do not run backwards', () => {
    expect(() => dayRange({ from: '2026-11-02', to: '2026-11-01' }, now)).toThrow('comes before the first');
  });
});
