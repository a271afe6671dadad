/**
 * How fast the embedded meter takes events and answers, by the number of events that it keeps:
 *
 *     npm run bench:meter -- --events 1000000 --pglite-events 100000 --only postgres --json
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { migrate } from '@/lib/db/migrate';
import { openPglite } from '@/lib/db/pglite';
import { openPostgres } from '@/lib/db/postgres';
import type { Connection } from '@/lib/db/types';
import { createEmbeddedOpenMeter } from '@/lib/embedded/openmeter';
import { METERS } from '@/lib/openmeter/meters';
import { startPostgres } from '@/tests/support/postgres-server';
import { type Metric, report } from './support/report';
import { quantile } from './support/statistics';

const { values: flags } = parseArgs({
  options: {
    events: { type: 'string', default: '10000000' },
    'pglite-events': { type: 'string', default: '1000000' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

type Fetch = (request: Request) => Promise<Response>;

const BATCH_SIZE = 500;
const DUPLICATE_SHARE = 0.01;
const QUARTER_SECONDS = 900;
const DAY_SECONDS = 86_400;
const NOW = Date.UTC(2026, 5, 15, 13, 37, 11) / 1_000;
const YEAR_AGO = NOW - 365 * DAY_SECONDS;
/** Midnight in Berlin, 30 days ago. */
const MONTH_AGO = Date.UTC(2026, 4, 15, 22) / 1_000;
/** The subjects that are asked for: 1,000 events each, all within the 30 days. */
const MEASURED_SUBJECTS = 20;
const MEASURED_EVENTS = 1_000;

const PLANS = {
  postgres: {
    sizes: sizesUpTo(Number(flags.events)),
    atOnce: 4,
    goals: { ingest: 15_000, one: 5, heaviest: 25, all: 100 },
  },
  pglite: {
    sizes: sizesUpTo(Number(flags['pglite-events'])),
    atOnce: 1,
    goals: { ingest: 6_000, one: 15, heaviest: 40, all: 250 },
  },
};
type Kind = keyof typeof PLANS;

const metrics: Metric[] = [];
for (const kind of ['postgres', 'pglite'] as const) {
  if (flags.only && flags.only !== kind) continue;
  for (const size of PLANS[kind].sizes) metrics.push(...(await measure(kind, size)));
}
report({
  bench: 'meter',
  method: [
    `Through the function that the SDK calls, JSON included. Ingest: batches of ${BATCH_SIZE}, 1 % duplicates, ${PLANS.postgres.atOnce} batches`,
    'at a time on Postgres (durable, over the loopback, shared_buffers 1 GB, max_wal_size 4 GB), one on PGlite (in a folder).',
    'Data: a tenth of the events are the heaviest subject’s, within the 30 days that are asked for; 20 subjects have 1,000',
    'events each within them; the rest are of 1 subject per 1,000 events, over a year. 5 models, 3 ways in, 2 % estimated.',
    'Queries: cost by day (Europe/Berlin) and model, 30 days up to a moment within a quarter of an hour, after VACUUM ANALYZE.',
  ].join('\n'),
  metrics,
  asJson: flags.json,
});

async function measure(kind: Kind, size: number): Promise<Metric[]> {
  const { connection, close } = await openDatabase(kind);
  try {
    await migrate(connection);
    const fetch = createEmbeddedOpenMeter({ db: async () => connection.db, meters: METERS });
    const { atOnce, goals, sizes } = PLANS[kind];
    const label = `${kind}, ${size.toLocaleString('en')} events`;
    const eventsPerSecond = await load(fetch, size, atOnce);
    for (const table of ['events', 'hours', 'series']) {
      await connection.db.execute(sql.raw(`vacuum analyze embedded_meter_${table}`));
    }
    const isLargest = size === sizes.at(-1);
    const result: Metric[] = [
      {
        name: `ingest (${label})`,
        value: eventsPerSecond,
        unit: 'events/s',
        better: 'higher',
        goal: isLargest ? goals.ingest : undefined,
      },
    ];
    const questions = [
      { name: 'one subject', goal: goals.one, runs: 500, subject: (run: number) => run % MEASURED_SUBJECTS },
      { name: 'heaviest', goal: goals.heaviest, runs: 200, subject: () => MEASURED_SUBJECTS },
      { name: 'all', goal: goals.all, runs: 200, subject: () => undefined },
    ] as const;
    for (const { name, goal, runs, subject } of questions) {
      const durationsMs = await timeQueries(fetch, runs, subject);
      for (const [share, text] of [
        [0.5, 'p50'],
        [0.99, 'p99'],
      ] as const) {
        result.push({
          name: `${name} ${text} (${label})`,
          value: quantile(durationsMs, share),
          unit: 'ms',
          better: 'lower',
          goal: isLargest && text === 'p99' ? goal : undefined,
        });
      }
    }
    return result;
  } finally {
    await close();
  }
}

async function openDatabase(kind: Kind): Promise<{ connection: Connection; close(): Promise<void> }> {
  if (kind === 'pglite') {
    const folder = await mkdtemp(join(tmpdir(), 'tokentally-bench-'));
    const connection = await openPglite(join(folder, 'pglite'));
    return {
      connection,
      close: async () => {
        await connection.close();
        await rm(folder, { recursive: true, force: true });
      },
    };
  }
  const settings = ['-c', 'shared_buffers=1GB', '-c', 'max_wal_size=4GB'];
  const server = await startPostgres({ durable: true, settings });
  const connection = openPostgres(server.url);
  return {
    connection,
    close: async () => {
      await connection.close();
      await server.stop();
    },
  };
}

/** Sends all events in the order of time; events a second. */
async function load(fetch: Fetch, size: number, atOnce: number): Promise<number> {
  const batches = batchesOf(size);
  const startedAt = performance.now();
  let sent = 0;
  async function send() {
    for (const batch of { [Symbol.iterator]: () => batches }) {
      const response = await fetch(
        new Request('http://meter/api/v1/events', {
          method: 'POST',
          headers: { 'Content-Type': 'application/cloudevents-batch+json' },
          body: JSON.stringify(batch),
        }),
      );
      if (response.status !== 204) throw new Error(`An event was refused: ${await response.text()}`);
      sent += batch.length;
    }
  }
  await Promise.all(Array.from({ length: atOnce }, send));
  return sent / ((performance.now() - startedAt) / 1_000);
}

async function timeQueries(
  fetch: Fetch,
  runs: number,
  subjectOf: (run: number) => number | undefined,
): Promise<number[]> {
  const durationsMs: number[] = [];
  for (let run = -10; run < runs; run++) {
    const subject = subjectOf(Math.abs(run));
    const parameters = new URLSearchParams({
      from: iso(MONTH_AGO),
      to: iso(NOW),
      windowSize: 'DAY',
      windowTimeZone: 'Europe/Berlin',
      groupBy: 'model',
      ...(subject !== undefined && { subject: subjectName(subject) }),
    });
    const startedAt = performance.now();
    const response = await fetch(new Request(`http://meter/api/v1/meters/cost_usd/query?${parameters}`));
    const { data } = await response.json();
    // The first ones warm up.
    if (run >= 0) durationsMs.push(performance.now() - startedAt);
    if (data.length < 30) throw new Error('The answer is not that of 30 days.');
  }
  return durationsMs;
}

function* batchesOf(size: number): Generator<object[], undefined> {
  const others = Math.max(1, Math.floor(size / 1_000));
  const heaviest = size / 10;
  const measured = MEASURED_SUBJECTS * MEASURED_EVENTS;
  let batch: object[] = [];
  let made = 0;
  let measuredMade = 0;
  for (let at = YEAR_AGO; at < NOW; at += QUARTER_SECONDS) {
    const share = (count: number, since: number) => dueIn(count, since, at);
    const subjects = [
      ...Array.from(
        { length: share(size - heaviest - measured, YEAR_AGO) },
        () => MEASURED_SUBJECTS + 1 + random(others),
      ),
      ...Array.from({ length: share(heaviest, MONTH_AGO) }, () => MEASURED_SUBJECTS),
      ...Array.from({ length: share(measured, MONTH_AGO) }, () => measuredMade++ % MEASURED_SUBJECTS),
    ];
    for (const subject of subjects) {
      const event = usageEvent(made++, subject, Math.min(at + random(QUARTER_SECONDS), NOW - 1));
      batch.push(event);
      if (random(1 / DUPLICATE_SHARE) === 0) batch.push(event);
      if (batch.length < BATCH_SIZE) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** How many of events that are spread evenly from `since` until now fall into the quarter of an hour at `at`. */
function dueIn(count: number, since: number, at: number): number {
  const dueBy = (moment: number) =>
    Math.floor((count * Math.min(Math.max(moment - since, 0), NOW - since)) / (NOW - since));
  return dueBy(at + QUARTER_SECONDS) - dueBy(at);
}

function usageEvent(index: number, subject: number, at: number): object {
  const model = random(5);
  const promptTokens = random(4_000);
  const completionTokens = random(1_000);
  return {
    specversion: '1.0',
    id: `chatcmpl-${index.toString(36).padStart(24, '0')}`,
    source: 'tokentally',
    type: 'openai',
    subject: subjectName(subject),
    time: iso(at),
    data: {
      model: `model-${model}-2026-01-01`,
      provider: model === 4 ? 'openrouter' : 'openai',
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
      cached_tokens: random(promptTokens + 1),
      reasoning_tokens: random(completionTokens + 1),
      cost_usd: `0.0${random(1e9)}`,
      estimated: random(50) === 0,
      via: ['chat', 'chat', 'chat', 'title', 'api'][random(5)],
    },
  };
}

function subjectName(index: number): string {
  return `0199c0de-0000-7000-8000-${String(index).padStart(12, '0')}`;
}

function iso(epochSeconds: number): string {
  return new Date(epochSeconds * 1_000).toISOString();
}

function sizesUpTo(largest: number): number[] {
  return [...[100_000, 1_000_000, 10_000_000].filter((size) => size < largest), largest];
}

/** A whole number below a limit. */
function random(limit: number): number {
  return Math.floor(Math.random() * limit);
}
