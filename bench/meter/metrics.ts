import type { Metric } from '../support/report';
import { quantile } from '../support/statistics';
import type { Question } from './queries';

/** What was measured with one number of events. */
export interface Measurement {
  kind: 'postgres' | 'pglite';
  size: number;
  eventsPerSecond: number;
  bareEventsPerSecond: number;
  durationsMs: { name: Question['name']; p50: number; p99: number; rawP50: number }[];
  idleMs: number[];
  mistakes: string[];
}

/** What to reach, and with how many events: with fewer it would be no feat. */
export const GOALS = {
  postgres: { size: 10_000_000, ingest: 15_000, 'one subject': 5, heaviest: 25, all: 100 },
  pglite: { size: 1_000_000, ingest: 6_000, 'one subject': 15, heaviest: 40, all: 250 },
};

/** The figures of a measurement, with a goal where the goal is for so many events. */
export function metricsOf({
  kind,
  size,
  eventsPerSecond,
  bareEventsPerSecond,
  durationsMs,
  idleMs,
}: Measurement): Metric[] {
  const goals = size === GOALS[kind].size ? GOALS[kind] : undefined;
  const label = `${kind}, ${size.toLocaleString('en')} events`;
  const ingested: Metric = {
    name: `ingest (${label})`,
    value: eventsPerSecond,
    unit: 'events/s',
    better: 'higher',
    goal: goals?.ingest,
  };
  const answered = durationsMs.flatMap(({ name, p50, p99, rawP50 }): Metric[] => [
    { name: `${name} p50 (${label})`, value: p50, unit: 'ms', better: 'lower' },
    { name: `${name} p99 (${label})`, value: p99, unit: 'ms', better: 'lower', goal: goals?.[name] },
    { name: `${name}, events added up p50 (${label})`, value: rawP50, unit: 'ms', better: 'lower' },
  ]);
  const bare: Metric[] = [
    { name: `bare inserts (${label})`, value: bareEventsPerSecond, unit: 'events/s', better: 'higher' },
    { name: `empty statement p50 (${label})`, value: quantile(idleMs, 0.5), unit: 'ms', better: 'lower' },
    { name: `empty statement p99 (${label})`, value: quantile(idleMs, 0.99), unit: 'ms', better: 'lower' },
  ];
  return [ingested, ...answered, ...bare];
}
