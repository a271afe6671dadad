/**
 * How fast the embedded meter takes events and answers, and whether right, by the number of events that it keeps:
 *
 *     npm run bench:meter -- --events 10000000 --pglite-events 1000000 --only postgres --json
 */
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import type { Database } from '@/lib/db/types';
import { createEmbeddedOpenMeter } from '@/lib/embedded/openmeter';
import { METERS } from '@/lib/openmeter/meters';
import { insertBare, timeIdleStatements } from './meter/bare';
import { Books } from './meter/books';
import { openDatabase } from './meter/databases';
import { benchEvents, take } from './meter/events';
import { BATCH_SIZE, ingest } from './meter/ingest';
import { GOALS, type Measurement, metricsOf } from './meter/metrics';
import { findMistakes, QUESTIONS, timeQueries } from './meter/queries';
import { timeRawQueries } from './meter/raw';
import { seedEvents } from './meter/seed';
import { report } from './support/report';
import { median, quantile } from './support/statistics';

const { values: flags } = parseArgs({
  options: {
    events: { type: 'string', default: '100000' },
    'pglite-events': { type: 'string', default: '100000' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

/** The subjects that are asked for have 20,000, and the heaviest a tenth: of fewer, there would be more than are said. */
const LEAST_EVENTS = 30_000;

const PLANS = {
  postgres: { sizes: sizesUpTo(Number(flags.events)), atOnce: 8 },
  pglite: { sizes: sizesUpTo(Number(flags['pglite-events'])), atOnce: 1 },
};
type Kind = keyof typeof PLANS;

/** What is there before these was put into the events table, and added up when the meters were made. */
const INGESTED_EVENTS = 100_000;

const measurements: Measurement[] = [];
for (const kind of ['postgres', 'pglite'] as const) {
  if (flags.only && flags.only !== kind) continue;
  for (const size of PLANS[kind].sizes) measurements.push(await measure(kind, size));
}
report({
  bench: 'meter',
  method: [
    `Through the function that the SDK calls, JSON bodies included. Ingest: the last ${INGESTED_EVENTS.toLocaleString('en')} events, in batches of ${BATCH_SIZE}, 1 % `,
    `duplicates, ${PLANS.postgres.atOnce} batches at a time on Postgres (durable, over the loopback, shared_buffers 1 GB, max_wal_size 4 GB),`,
    'one on PGlite (in a folder). What came before was copied into the events table, and added up when the meters were made.',
    'Data: a tenth of the events are the heaviest subject’s, within the 30 days that are asked for; 20 subjects have 1,000',
    'events each within them; the rest are of 1 subject per 1,000 events, over a year. 5 models, 3 ways in, 2 % estimated.',
    'Queries: cost by day (Europe/Berlin) and model, 30 days up to a moment within a quarter of an hour, after VACUUM ANALYZE.',
    'Every answer was compared with sums made here, to the last digit. "Events added up": the same asked of the events in SQL,',
    'without rollups and without HTTP. To compare with, "bare inserts": some 22,000 events of the same kind, none twice, in',
    'batches of the same size into a table with the same indexes, and nothing else. It is empty before, where ours is full,',
    'which flatters them. "Empty statement": one that does nothing.',
    `Goals are for ${GOALS.postgres.size.toLocaleString('en')} events on Postgres and ${GOALS.pglite.size.toLocaleString('en')} on PGlite, and`,
    `stand only there. For all of them: npm run bench:meter -- --events ${GOALS.postgres.size} --pglite-events ${GOALS.pglite.size}`,
  ].join('\n'),
  metrics: measurements.flatMap(metricsOf),
  asJson: flags.json,
});
const mistakes = measurements.flatMap((measurement) => measurement.mistakes);
for (const mistake of mistakes) console.error(mistake);
process.exitCode = mistakes.length > 0 ? 1 : 0;

async function measure(kind: Kind, size: number): Promise<Measurement> {
  const database = await openDatabase(kind);
  const { connection, close } = database;
  try {
    const fetch = createEmbeddedOpenMeter({ db: async () => connection.db, meters: METERS });
    const books = new Books();
    const events = benchEvents(size);
    if (size > INGESTED_EVENTS) {
      await seedEvents(database, books, take(events, size - INGESTED_EVENTS));
      // The first request makes the meters, and adds up what is there.
      await fetch(new Request('http://meter/api/v1/meters'));
      await vacuum(connection.db);
    }
    const eventsPerSecond = await ingest(fetch, books, events, PLANS[kind].atOnce);
    await vacuum(connection.db);
    const mistakes = await findMistakes(fetch, books);
    const durationsMs: Measurement['durationsMs'] = [];
    for (const question of QUESTIONS) {
      const durations = await timeQueries(fetch, question);
      durationsMs.push({
        name: question.name,
        p50: quantile(durations, 0.5),
        p99: quantile(durations, 0.99),
        rawP50: median(await timeRawQueries(connection.db, question)),
      });
    }
    const idleMs = await timeIdleStatements(connection.db);
    const bareEventsPerSecond = await insertBare(connection.db, PLANS[kind].atOnce);
    return { kind, size, eventsPerSecond, bareEventsPerSecond, durationsMs, idleMs, mistakes };
  } finally {
    await close();
  }
}

async function vacuum(db: Database): Promise<void> {
  for (const table of ['events', 'hours', 'series']) {
    await db.execute(sql.raw(`vacuum analyze embedded_meter_${table}`));
  }
}

/** @throws {Error} when there are too few to measure */
function sizesUpTo(largest: number): number[] {
  if (!(largest >= LEAST_EVENTS)) {
    const least = LEAST_EVENTS.toLocaleString('en');
    throw new Error(
      `The benchmark measures with ${least} events or more. Give --events and --pglite-events as many.`,
    );
  }
  return [...[100_000, 1_000_000, 10_000_000].filter((size) => size < largest), largest];
}
