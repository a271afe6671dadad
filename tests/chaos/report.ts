import { type Metric, report } from '@/bench/support/report';
import { median } from '@/bench/support/statistics';
import type { ChaosOptions, ChaosResult } from './run-chaos';

/** The gap of the last checkpoint that `lib/metering` promises, in tokens of a stream. */
const UNBILLED_GOAL = 64;

/** Prints what a run found as a table, and as a line of JSON when asked to. */
export function printReport(result: ChaosResult, options: ChaosOptions, asJson: boolean): void {
  const { streams, seed, database, tokenDelayMs, lifetimeMs } = options;
  report({
    bench: `chaos on ${database}`,
    method: [
      `The built app, a durable database and an upstream of a token each ${tokenDelayMs} ms, all on this machine.`,
      `${streams} people ask one question after the other; SIGKILL at moments of chance, up to ${lifetimeMs / 1000} s after`,
      `the first request that an app sent upstream, seed ${seed}.`,
    ].join('\n'),
    metrics: [
      about('people', streams, 'people'),
      about('kills', result.kills, 'kills'),
      about('streams open at a kill, median', median(result.openStreams), 'streams'),
      about('streams open at a kill, most', Math.max(0, ...result.openStreams), 'streams'),
      about('questions answered', result.answered, 'questions'),
      about('questions stopped', result.stopped, 'questions'),
      about('questions broken off', result.broken, 'questions'),
      about('requests upstream served', result.served, 'requests'),
      about('billed exact', result.exact, 'entries'),
      about('billed estimated', result.estimated, 'entries'),
      about('dispatched, but killed before it was sent', result.neverArrived, 'entries'),
      goal('lost', result.lost, 'entries', 0),
      goal('doubled', result.doubled, 'entries', 0),
      goal('unbilled tokens, most of a stream', result.maxUnbilledTokens, 'tokens', UNBILLED_GOAL),
      about('unbilled tokens, sum', result.sumUnbilledTokens, 'tokens'),
      goal('held left over', Number(result.heldPico) / 1e12, 'USD', 0),
      goal('generations left open', result.openGenerations, 'generations', 0),
      about('duration', result.durationMs / 1000, 's'),
    ],
    asJson,
  });
}

function goal(name: string, value: number, unit: string, most: number): Metric {
  return { name, value, unit, better: 'lower', goal: most };
}

function about(name: string, value: number, unit: string): Metric {
  return { name, value, unit, better: 'lower' };
}

/** Whether a run showed that every token is billed exactly once. One in which nothing was answered shows nothing. */
export function isRight(result: ChaosResult): boolean {
  return (
    result.exact > 0 &&
    result.answered > 0 &&
    result.lost === 0 &&
    result.doubled === 0 &&
    result.heldPico === 0n &&
    result.openGenerations === 0 &&
    result.maxUnbilledTokens <= UNBILLED_GOAL
  );
}
