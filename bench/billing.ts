/**
 * How fast the billing page is, by the number of events that are kept:
 *
 *     npm run bench:billing                                        200,000 on each database
 *     npm run bench:billing -- --full                              10 million on Postgres, a million on PGlite: with goals
 *     npm run bench:billing -- --events 300000 --only postgres --json
 *
 * It runs on the built app: `npm run build` comes first.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { desc } from 'drizzle-orm';
import { migrate } from '@/lib/db/migrate';
import { openPglite } from '@/lib/db/pglite';
import { openPostgres } from '@/lib/db/postgres';
import { users } from '@/lib/db/schema';
import type { Database } from '@/lib/db/types';
import { asId, type UserId } from '@/lib/ids';
import { type App, startApp } from '@/tests/e2e/support/app';
import { launchBrowser } from '@/tests/e2e/support/browser';
import { type Client, signInAsGuest } from '@/tests/e2e/support/client';
import { createDatabase } from '@/tests/support/create-database';
import { startPostgres } from '@/tests/support/postgres-server';
import { requireConsistent } from './billing/check-seed';
import { CSV_RUNS, measureCsv } from './billing/csv';
import { measurePage } from './billing/page';
import { seedBilling } from './billing/seed';
import { hasGoals, inWords, type Size, sizeOf } from './billing/size';
import { timeSources } from './billing/time-sources';
import { type LighthouseScores, lighthouseScores } from './support/lighthouse';
import { type Metric, report } from './support/report';
import { median, quantile } from './support/statistics';

const { values: flags } = parseArgs({
  options: {
    events: { type: 'string', default: '200000' },
    full: { type: 'boolean', default: false },
    own: { type: 'string' },
    requests: { type: 'string', default: '200' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const REQUESTS = Number(flags.requests);
const DAYS = 90;
const SETTINGS = { GUESTS: 'on', GUEST_ALLOWANCE_USD: '100000', LOG_LEVEL: 'error' };
const WARM_UP = 20;
const LIGHTHOUSE_RUNS = 3;
const VIEWS = [
  '',
  '?range=30d&by=key&split=key',
  '?range=7d&unit=hour&by=via&metric=requests',
  '?by=kind&split=chat',
  '?range=90d&model=gpt-5&cumulative=true',
];

const SIZES = (['postgres', 'pglite'] as const)
  .filter((kind) => !flags.only || flags.only === kind)
  .map((kind) => sizeOf(kind, flags));

const metrics: Metric[] = [];
const faults: string[] = [];
for (const size of SIZES) {
  metrics.push(...(await measure(size)));
}
report({
  bench: 'billing',
  method: [
    `The built app with events over ${DAYS} days: ${SIZES.map(inWords).join('; ')}; all others are a thousand people’s. The seed is`,
    `compared with the ledger, to the pico-dollar. The page: ${REQUESTS} requests one after the other, ${VIEWS.length} views in turn,`,
    `to the last byte, after ${WARM_UP} that don’t count. CSV: all of the viewer’s events, the median of ${CSV_RUNS} runs, and the`,
    'memory of the run that took most of it. The browser is a Chromium on this machine with an empty cache and no',
    'throttling; script is what came over the wire. A filter is set and undone, in turn. Lighthouse has its mobile',
    `settings, a slow phone on a slow net; the median of ${LIGHTHOUSE_RUNS} runs.`,
    ...(SIZES.every(hasGoals)
      ? []
      : ['What grows with the events has a goal at its full size only: `--full`, without `--own`.']),
  ].join('\n'),
  metrics,
  asJson: flags.json,
});
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;

async function measure(size: Size): Promise<Metric[]> {
  const { kind } = size;
  const place = await (kind === 'postgres' ? onPostgres(size) : onPglite(size));
  let app: App | undefined;
  try {
    app = await startApp({ env: place.env });
    const client = await signInAsGuest(app.url);
    // The embedded database can be open in one process only.
    await app.stop();
    const startedMs = performance.now();
    const sourcesMs = await place.seed();
    console.error(
      `${inWords(size)}: booked, delivered and checked in ${Math.round((performance.now() - startedMs) / 1_000)} s`,
    );
    app = await startApp({ env: place.env, port: Number(new URL(app.url).port) });
    return [
      ...(await measureApp(size, app, client)),
      {
        name: `its figures alone, without a page, p50 (${kind})`,
        value: median(sourcesMs),
        unit: 'ms',
        better: 'lower',
      },
    ];
  } finally {
    await app?.stop();
    await place.close();
  }
}

async function measureApp(size: Size, app: App, client: Client): Promise<Metric[]> {
  const { kind, own: rows } = size;
  const durationsMs: number[] = [];
  for (let run = -WARM_UP; run < REQUESTS; run++) {
    const startedMs = performance.now();
    const answer = await client.fetch(`/billing${VIEWS[Math.abs(run) % VIEWS.length]}`);
    const html = await answer.text();
    if (run >= 0) durationsMs.push(performance.now() - startedMs);
    if (answer.status !== 200 || !html.includes('id="events"'))
      throw new Error(`A page failed: ${answer.status}`);
  }
  const path = `/billing/export/events?${everything()}`;
  const csv = await measureCsv({ client, path, pid: app.pid, rows });
  const browser = await launchBrowser();
  const page = await measurePage(browser, app.url, client.cookie).finally(() => browser.close());
  faults.push(...page.axeViolations.map((violation) => `axe, ${kind}: ${violation}`));
  const lighthouse: LighthouseScores[] = [];
  while (lighthouse.length < LIGHTHOUSE_RUNS)
    lighthouse.push(await lighthouseScores(`${app.url}/billing`, client.cookie));
  const score = (name: keyof LighthouseScores) => median(lighthouse.map((scores) => scores[name]));
  const metric = (
    name: string,
    value: number,
    unit: string,
    goal: number,
    better: Metric['better'] = 'lower',
  ): Metric => ({ name: `${name} (${kind})`, value, unit, better, goal });
  /** One that grows with the events. */
  const sized = (...of: Parameters<typeof metric>): Metric => {
    const { goal, ...figure } = metric(...of);
    return hasGoals(size) ? { ...figure, goal } : figure;
  };
  return [
    sized('whole page, server p50', quantile(durationsMs, 0.5), 'ms', 60),
    sized('whole page, server p99', quantile(durationsMs, 0.99), 'ms', 150),
    sized(`CSV of ${rows.toLocaleString('en')} rows`, csv.tookMs / 1_000, 's', 3),
    sized('CSV, memory over before', csv.addedMiB, 'MiB', 50),
    metric('JavaScript', page.scriptKiB, 'KiB', 220),
    sized('LCP', page.lcpMs, 'ms', 1_200),
    metric('CLS', page.cls, '', 0),
    sized('a filter, from click to paint, p95', quantile(page.filterMs, 0.95), 'ms', 150),
    metric('axe violations', page.axeViolations.length, '', 0),
    sized('Lighthouse, performance', score('performance'), '', 95, 'higher'),
    metric('Lighthouse, accessibility', score('accessibility'), '', 100, 'higher'),
    metric('Lighthouse, best practices', score('bestPractices'), '', 100, 'higher'),
  ];
}

/** 90d begins at midnight; some events are of the part of the day before that. */
function everything(): string {
  const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
  return `range=custom&from=${day(DAYS + 1)}&to=${day(-1)}`;
}

async function onPostgres(size: Size) {
  const settings = ['-c', 'shared_buffers=1GB', '-c', 'max_wal_size=4GB'];
  const server = await startPostgres({ durable: true, settings });
  const url = await createDatabase(server.url);
  const connection = openPostgres(url);
  await migrate(connection);
  return {
    env: { ...SETTINGS, DATABASE_URL: url },
    seed: async () => seed(size, connection.db),
    close: async () => {
      await connection.close();
      await server.stop();
    },
  };
}

async function onPglite(size: Size) {
  const folder = await mkdtemp(join(tmpdir(), 'tokentally-bench-'));
  return {
    env: { ...SETTINGS, DATA_DIR: folder },
    seed: async () => {
      const connection = await openPglite(join(folder, 'pglite'));
      const sourcesMs = await seed(size, connection.db);
      await connection.close();
      return sourcesMs;
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** @returns how long the figures of a view then take, in ms */
async function seed({ events, own }: Size, db: Database): Promise<number[]> {
  const [viewer] = await db.select({ id: users.id }).from(users).orderBy(desc(users.createdAt)).limit(1);
  const userId = asId<UserId>(viewer?.id ?? '');
  await seedBilling(db, { userId, own, others: events - own, days: DAYS });
  await requireConsistent(db, userId, VIEWS);
  return timeSources(db, userId, VIEWS);
}
