import { cpus } from 'node:os';
import { formatUsd, picoUsd } from '@/lib/money';
import type { DatabaseKind } from './databases';
import type { ChaosResult } from './run-chaos';

export interface ReportOptions {
  streams: string;
  seed: string;
  database: DatabaseKind;
  unbilledGoal: number;
  json: boolean;
}

/** Prints what a run found as a table, and as a line of JSON when asked to. */
export function printReport(result: ChaosResult, options: ReportOptions): void {
  const { streams, seed, database, unbilledGoal, json } = options;
  const rows: [string, string | number][] = [
    ['database', database],
    ['seed', seed],
    ['streams at a time', streams],
    ['kills', result.kills],
    ['questions answered / broken off', `${result.answered} / ${result.broken}`],
    ['requests upstream served', result.served],
    ['billed exact / estimated', `${result.exact} / ${result.estimated}`],
    ['lost', result.lost],
    ['doubled', result.doubled],
    ['unbilled tokens, most of a stream', `${result.maxUnbilledTokens} (goal: at most ${unbilledGoal})`],
    ['unbilled tokens, sum', result.sumUnbilledTokens],
    ['dispatched, but killed before it was sent', result.neverArrived],
    ['held left over', formatUsd(picoUsd(result.heldPico))],
    ['generations left open', result.openGenerations],
    ['duration', `${Math.round(result.durationMs / 1000)} s`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, value] of rows) console.log(`${name.padEnd(width)}  ${value}`);
  if (json) console.log(JSON.stringify(toJson(result, options)));
}

function toJson(result: ChaosResult, { database, streams, unbilledGoal }: ReportOptions) {
  const metric = (name: string, value: number, unit: string, goal: number) => ({
    name,
    value,
    unit,
    better: 'lower',
    goal,
  });
  return {
    bench: `chaos (${result.kills} kills under ${streams} streams, ${database})`,
    machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
    metrics: [
      metric('lost', result.lost, 'requests', 0),
      metric('doubled', result.doubled, 'requests', 0),
      metric('unbilled, most of a stream', result.maxUnbilledTokens, 'tokens', unbilledGoal),
      metric('held left over', Number(result.heldPico) / 1e12, 'USD', 0),
      metric('generations left open', result.openGenerations, 'generations', 0),
    ],
  };
}
