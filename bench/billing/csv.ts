import type { Client } from '@/tests/e2e/support/client';
import { processUsage } from '../support/process-usage';
import { median } from '../support/statistics';

export const CSV_RUNS = 3;
const SAMPLE_MS = 25;
const LINE_END = 10;

export interface CsvFigures {
  /** The median of all runs. */
  tookMs: number;
  /** How much more memory the app had than before, in the run in which it was most. */
  addedMiB: number;
}

export interface CsvToMeasure {
  client: Pick<Client, 'fetch'>;
  path: string;
  /** Of the app. */
  pid: number;
  /** How many events the file must have. */
  rows: number;
}

/**
 * How long a CSV of all events takes, and how much memory.
 *
 * @throws {Error} when it is refused, or has other than all events: a file that is short is soon there
 */
export async function measureCsv(csv: CsvToMeasure): Promise<CsvFigures> {
  const runs: CsvFigures[] = [];
  while (runs.length < CSV_RUNS) runs.push(await download(csv));
  return {
    tookMs: median(runs.map(({ tookMs }) => tookMs)),
    addedMiB: Math.max(...runs.map(({ addedMiB }) => addedMiB)),
  };
}

async function download({ client, path, pid, rows }: CsvToMeasure): Promise<CsvFigures> {
  const before = processUsage(pid).memoryMiB;
  let peak = before;
  const sampler = setInterval(() => {
    peak = Math.max(peak, processUsage(pid).memoryMiB);
  }, SAMPLE_MS);
  try {
    const startedMs = performance.now();
    const answer = await client.fetch(path);
    // The first line has the names of the columns.
    let found = -1;
    for await (const chunk of answer.body ?? []) found += count(chunk, LINE_END);
    const tookMs = performance.now() - startedMs;
    if (answer.status !== 200 || found !== rows)
      throw new Error(`The CSV has status ${answer.status} and ${found} rows; it must have 200 and ${rows}.`);
    return { tookMs, addedMiB: peak - before };
  } finally {
    clearInterval(sampler);
  }
}

function count(bytes: Uint8Array, byte: number): number {
  let found = 0;
  for (const each of bytes) if (each === byte) found += 1;
  return found;
}
