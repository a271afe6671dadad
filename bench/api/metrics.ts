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

/** What a target's rounds came to. Goals are ours alone. */
export function metricsOf(
  name: string,
  loads: Record<LoadName, Load[]>,
  direct?: Record<LoadName, Load[]>,
): Metric[] {
  const all = (load: LoadName, of: (load: Load) => number[]) => loads[load].flatMap(of);
  const middle = (load: LoadName, of: (load: Load) => number) => median(loads[load].map(of));
  const firstBytes = all('single', (load) => load.firstByteMs);
  const totals = all('single', (load) => load.totalMs);
  const base = direct?.single.flatMap((load) => load.firstByteMs) ?? [];
  const baseTotals = direct?.single.flatMap((load) => load.totalMs) ?? [];
  const isOurs = name === 'ours';
  const goal = (value: number) => (isOurs ? { goal: value } : {});
  const added = (values: number[], to: number[], share: number) =>
    quantile(values, share) - quantile(to, share);
  return [
    {
      name: `${name}: added time to first byte, p50`,
      value: added(firstBytes, base, 0.5),
      unit: 'ms',
      better: 'lower',
      ...goal(8),
    },
    {
      name: `${name}: added time to first byte, p99`,
      value: added(firstBytes, base, 0.99),
      unit: 'ms',
      better: 'lower',
      ...goal(25),
    },
    { name: `${name}: added total, p50`, value: added(totals, baseTotals, 0.5), unit: 'ms', better: 'lower' },
    {
      name: `${name}: added total, p99`,
      value: added(totals, baseTotals, 0.99),
      unit: 'ms',
      better: 'lower',
    },
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
