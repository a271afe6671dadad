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
      // The more a run went through, the more it shows.
      about('people', streams, 'people', 'higher'),
      about('kills', result.kills, 'kills', 'higher'),
      ...aboutOpenStreams(result.openStreams),
      about('questions answered', result.answered, 'questions', 'higher'),
      about('questions stopped', result.stopped, 'questions', 'higher'),
      about('questions broken off', result.broken, 'questions', 'lower'),
      about('requests upstream served', result.served, 'requests', 'higher'),
      about('billed exact', result.exact, 'entries', 'higher'),
      about('billed estimated', result.estimated, 'entries', 'lower'),
      about('dispatched, but killed before it was sent', result.neverArrived, 'entries', 'lower'),
      goal('lost', result.lost, 'entries', 0),
      goal('doubled', result.doubled, 'entries', 0),
      goal('unbilled tokens, most of a stream', result.maxUnbilledTokens, 'tokens', UNBILLED_GOAL),
      about('unbilled tokens, sum', result.sumUnbilledTokens, 'tokens', 'lower'),
      goal('held left over', Number(result.heldPico) / 1e12, 'USD', 0),
      goal('generations left open', result.openGenerations, 'generations', 0),
      about('duration', result.durationMs / 1000, 's', 'lower'),
    ],
    asJson,
  });
}

function goal(name: string, value: number, unit: string, most: number): Metric {
  return { name, value, unit, better: 'lower', goal: most };
}

/** What no goal is set for. */
function about(name: string, value: number, unit: string, better: Metric['better']): Metric {
  return { name, value, unit, better };
}

/** Nothing where nobody was killed. */
function aboutOpenStreams(open: number[]): Metric[] {
  if (open.length === 0) return [];
  return [
    about('streams open at a kill, median', median(open), 'streams', 'higher'),
    about('streams open at a kill, most', Math.max(...open), 'streams', 'higher'),
  ];
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
