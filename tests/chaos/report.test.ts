import { afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { printReport } from './report';

const OPTIONS = {
  streams: 50,
  kills: 2,
  seed: 1,
  database: 'postgres',
  tokenDelayMs: 100,
  lifetimeMs: 5_000,
  onProgress() {},
} as const;

const RESULT = {
  served: 300,
  exact: 290,
  estimated: 10,
  neverArrived: 0,
  lost: 0,
  doubled: 0,
  maxUnbilledTokens: 12,
  sumUnbilledTokens: 40,
  heldPico: 0n,
  openGenerations: 0,
  differences: [],
  answered: 200,
  stopped: 20,
  broken: 4,
  kills: 2,
  openStreams: [30, 40],
  durationMs: 60_000,
};

const jsonSchema = z.object({
  metrics: z.array(z.object({ name: z.string(), value: z.number(), better: z.enum(['higher', 'lower']) })),
});

afterEach(() => void vi.restoreAllMocks());

/** The metrics in the line of JSON, by name. */
function printed(result: Parameters<typeof printReport>[0]) {
  const print = vi.spyOn(console, 'log').mockImplementation(() => {});
  printReport(result, OPTIONS, true);
  const { metrics } = jsonSchema.parse(JSON.parse(String(print.mock.lastCall?.[0])));
  return new Map(metrics.map((metric) => [metric.name, metric]));
}

// All were better when lower, the answers, too.
it.each([
  ['questions answered', 'higher'],
  ['requests upstream served', 'higher'],
  ['billed exact', 'higher'],
  ['billed estimated', 'lower'],
  ['questions broken off', 'lower'],
  ['lost', 'lower'],
] as const)('a report of a run says of “%s” that %s is better', (name, better) => {
  expect(printed(RESULT).get(name)).toMatchObject({ better });
});

// The median of none was null.
it('a report of a run without a kill says nothing of the streams that were open at one', () => {
  expect(printed(RESULT).get('streams open at a kill, median')?.value).toBe(40);
  const names = [...printed({ ...RESULT, kills: 0, openStreams: [] }).keys()];
  expect(names.filter((name) => name.startsWith('streams open'))).toEqual([]);
});
