import { cpus } from 'node:os';

export interface Metric {
  name: string;
  value: number;
  unit: string;
  better: 'higher' | 'lower';
  /** What to reach; left out for what is only there to compare with. */
  goal?: number;
}

export interface Report {
  bench: string;
  /** How it was measured, in a few lines. */
  method: string;
  metrics: Metric[];
  /** Also print one JSON object, as the last line. */
  asJson: boolean;
}

/** Prints what a benchmark found, good or bad. */
export function report({ bench, method, metrics, asJson }: Report): void {
  const machine = `${cpus()[0]?.model.trim()} × ${cpus().length}, Node ${process.versions.node}`;
  console.log(`\n${bench}\n${method}\n${machine}\n`);
  console.log(table(metrics));
  if (asJson) console.log(JSON.stringify({ bench, machine, metrics }));
}

function table(metrics: Metric[]): string {
  const rows = metrics.map(({ name, value, unit, better, goal }) => [
    name,
    format(value),
    unit,
    goal === undefined ? '' : `${better === 'lower' ? '≤' : '≥'} ${format(goal)}`,
    goal === undefined ? '' : reached({ value, better, goal }) ? 'yes' : 'NO',
  ]);
  const all = [['metric', 'value', 'unit', 'goal', 'reached'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) => row.map((cell, column) => pad(cell, widths[column] ?? 0, column === 1)).join('  '))
    .join('\n');
}

function reached({
  value,
  better,
  goal,
}: {
  value: number;
  better: 'higher' | 'lower';
  goal: number;
}): boolean {
  return better === 'lower' ? value <= goal : value >= goal;
}

function pad(cell: string, width: number, right: boolean): string {
  return right ? cell.padStart(width) : cell.padEnd(width);
}

function format(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 2 : 0 });
}
