import type { Metric } from '../support/report';
import { median, quantile } from '../support/statistics';
import type { Load } from './load';

/** What is asked of each target in a round. */
export const LOADS = {
  single: { stream: true, requests: 200, connections: 1 },
  streams: { stream: true, requests: 1_000, connections: 32 },
  json: { stream: false, requests: 1_500, connections: 32 },
} as const;

export type LoadName = keyof typeof LOADS;

/** The target that the others are compared with: the fake upstream, with nothing before it. */
export const DIRECT = 'direct';

const firstByteMs = (load: Load) => load.firstByteMs;
const totalMs = (load: Load) => load.totalMs;

/**
 * What a target's rounds came to; of the times, what it adds to those of the direct way, or the times themselves of that.
 * Goals are ours alone.
 */
export function metricsOf(
  name: string,
  loads: Record<LoadName, Load[]>,
  direct?: Record<LoadName, Load[]>,
): Metric[] {
  const middle = (load: LoadName, of: (load: Load) => number) => median(loads[load].map(of));
  const isOurs = name === 'ours';
  const goal = (value: number) => (isOurs ? { goal: value } : {});
  const times = (of: (load: Load) => number[], share: number) => {
    const quantileOf = (each: Load[]) => quantile(each.flatMap(of), share);
    const base = direct && name !== DIRECT ? quantileOf(direct.single) : 0;
    return { value: quantileOf(loads.single) - base, unit: 'ms', better: 'lower' } as const;
  };
  const label = name === DIRECT ? `${name}:` : `${name}: added`;
  return [
    { name: `${label} time to first byte, p50`, ...times(firstByteMs, 0.5), ...goal(8) },
    { name: `${label} time to first byte, p99`, ...times(firstByteMs, 0.99), ...goal(25) },
    { name: `${label} total, p50`, ...times(totalMs, 0.5) },
    { name: `${label} total, p99`, ...times(totalMs, 0.99) },
    {
      name: `${name}: streams at 32 connections`,
      value: middle('streams', (load) => load.perSecond),
      unit: '1/s',
      better: 'higher',
      ...goal(300),
    },
    {
      name: `${name}: answers in one piece at 32`,
      value: middle('json', (load) => load.perSecond),
      unit: '1/s',
      better: 'higher',
      ...goal(450),
    },
    {
      name: `${name}: CPU of a stream`,
      value: middle('streams', (load) => load.cpuMsPerRequest),
      unit: 'ms',
      better: 'lower',
      ...goal(3),
    },
    {
      name: `${name}: CPU of an answer in one piece`,
      value: middle('json', (load) => load.cpuMsPerRequest),
      unit: 'ms',
      better: 'lower',
      ...goal(3),
    },
    {
      name: `${name}: errors`,
      value: Object.values(loads)
        .flat()
        .reduce((sum, load) => sum + load.errors, 0),
      unit: '',
      better: 'lower',
      goal: 0,
    },
  ];
}
