import { expect, it } from 'vitest';
import { metricsOf } from './metrics';

const MEASURED = {
  eventsPerSecond: 9_000,
  bareEventsPerSecond: 30_000,
  durationsMs: [{ name: 'all' as const, p50: 40, p99: 70, rawP50: 700 }],
  idleMs: [1],
  mistakes: [],
};

// The run's largest number of events was held against them, and so a run of 100,000 had reached them.
it.each([
  ['postgres', 10_000_000, [15_000, 100]],
  ['pglite', 1_000_000, [6_000, 250]],
  ['postgres', 100_000, []],
  ['postgres', 1_000_000, []],
  ['postgres', 20_000_000, []],
  ['pglite', 100_000, []],
] as const)('holds goals against what they are for: %s with %d events', (kind, size, goals) => {
  const metrics = metricsOf({ ...MEASURED, kind, size });
  expect(metrics.map(({ value }) => value)).toEqual([9_000, 40, 70, 700, 30_000, 1, 1]);
  expect(metrics.flatMap(({ goal }) => goal ?? [])).toEqual(goals);
});
