import { describe, expect, it } from 'vitest';
import type { Load } from './load';
import { metricsOf } from './metrics';

const loadsOf = (timeMs: number) => {
  const load: Load = {
    firstByteMs: [timeMs],
    totalMs: [timeMs + 1],
    perSecond: 1,
    cpuMsPerRequest: 1,
    errors: 0,
  };
  return { single: [load], streams: [load], json: [load] };
};
const timesOf = (name: string, timeMs: number) =>
  metricsOf(name, loadsOf(timeMs), loadsOf(2))
    .slice(0, 4)
    .map((metric) => [metric.name, metric.value]);

describe('the times of a target', () => {
  it('are what it adds to those of the direct way', () => {
    expect(timesOf('ours', 5)).toEqual([
      ['ours: added time to first byte, p50', 3],
      ['ours: added time to first byte, p99', 3],
      ['ours: added total, p50', 3],
      ['ours: added total, p99', 3],
    ]);
  });

  // They were compared with themselves: four zeros.
  it('are its own where it is the direct way', () => {
    expect(timesOf('direct', 2)).toEqual([
      ['direct: time to first byte, p50', 2],
      ['direct: time to first byte, p99', 2],
      ['direct: total, p50', 3],
      ['direct: total, p99', 3],
    ]);
  });
});
