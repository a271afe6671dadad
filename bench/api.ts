import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { createKey } from '@/lib/api-keys/create';
import { apiKeys, ledgerEntries, users } from '@/lib/db/schema';
import { newId, type UserId } from '@/lib/ids';
import { startApp } from '@/tests/e2e/support/app';
import { openBooks } from '@/tests/e2e/support/books';
import { createDatabase } from '@/tests/support/create-database';
import { startPostgres } from '@/tests/support/postgres-server';
import { type Load, load, type Target, WARM_UP_REQUESTS } from './api/load';
import { LOADS, type LoadName, metricsOf } from './api/metrics';
import { startPortkey, startScript } from './api/processes';
import { processUsage } from './support/process-usage';
import { type Metric, report } from './support/report';
import { quantile } from './support/statistics';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    /** Requests of the run that looks at the memory; 0 leaves it out. */
    memory: { type: 'string', default: '50000' },
    portkey: { type: 'boolean', default: true },
  },
  allowNegative: true,
});

const DELTAS = 32;
const CUSTOMERS = 32;
const CROWD = { stream: true, requests: 2_000, connections: 256 };
/** Node compiles what runs often, and a server runs for long: a few hundred requests measure the compiler. */
const COMPILING_REQUESTS = 2_000;

const journal = z.object({ totals: z.object({ promptTokens: z.number(), outputTokens: z.number() }) });

const postgres = await startPostgres({ durable: true });
const databaseUrl = await createDatabase(postgres.url);
const books = await openBooks(databaseUrl);
const startUpstream = () =>
  startScript((port) => ['tests/upstream/cli.ts', `--port=${port}`, `--deltas=${DELTAS}`]);
/** Ours has an upstream of its own, so that its journal is what our ledger must say. */
const [upstream, others] = [await startUpstream(), await startUpstream()];
const upstreamUrl = `http://127.0.0.1:${upstream.port}`;
const othersUrl = `http://127.0.0.1:${others.port}`;
const proxy = await startScript((port) => ['bench/api/proxy.ts', String(port), String(others.port)]);
const sink = await startScript((port) => ['bench/api/sink.ts', String(port)]);
const portkey = values.portkey ? await startPortkey() : undefined;
const app = await startApp({
  env: {
    DATABASE_URL: databaseUrl,
    OPENAI_BASE_URL: `${upstreamUrl}/v1`,
    OPENAI_MODELS: JSON.stringify([{ id: 'tokentally-demo', provider: 'demo' }]),
    OPENMETER_URL: `http://127.0.0.1:${sink.port}`,
    FREE_ALLOWANCE_USD: '1000000',
    LOG_LEVEL: 'warn',
  },
});

try {
  const targets = await openTargets();
  const measured = new Map<string, Record<LoadName, Load[]>>();
  for (const target of targets) {
    await load(target, { stream: true, requests: COMPILING_REQUESTS, connections: 8 });
    await load(target, { stream: false, requests: COMPILING_REQUESTS, connections: 8 });
    measured.set(target.name, { single: [], streams: [], json: [] });
  }
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const target of targets) {
      for (const name of ['single', 'streams', 'json'] as const) {
        measured.get(target.name)?.[name].push(await load(target, LOADS[name]));
      }
    }
  }
  const ours = await ourTarget(CUSTOMERS);
  const one = await load(await ourTarget(1), LOADS.streams);
  const opening = await load(ours, { ...CROWD, opening: true });
  const crowd = await load(ours, CROWD);
  const growthMiB = await memoryGrowth(ours, Number(values.memory));
  const difference = await journalMinusLedger();
  const direct = measured.get('direct');
  const metrics: Metric[] = [...measured].flatMap(([name, loads]) => metricsOf(name, loads, direct));
  report({
    bench: 'api',
    method: [
      `Streams of ${DELTAS} chunks and answers in one piece of a fake upstream on this machine, ${values.rounds} rounds, interleaved.`,
      `Ours: the built app, a durable Postgres, ${CUSTOMERS} customers; each request reserved before dispatch and settled`,
      `before its end, its event sent on. The others meter nothing. ${COMPILING_REQUESTS} requests of each kind don't count, nor do`,
      `${WARM_UP_REQUESTS} before each load, which also open its connections: Node accepts one in a turn of its event loop, so that of`,
      '256 at once the last wait for long. The client runs beside them and takes its share of the CPU.',
    ].join('\n'),
    metrics: [
      ...metrics,
      {
        name: 'ours: streams of one customer at 32 connections',
        value: one.perSecond,
        unit: '1/s',
        better: 'higher',
      },
      {
        name: 'ours: total at 256 connections, p99',
        value: quantile(crowd.totalMs, 0.99),
        unit: 'ms',
        better: 'lower',
        goal: 1_000,
      },
      {
        name: 'ours: the same with their opening, p99',
        value: quantile(opening.totalMs, 0.99),
        unit: 'ms',
        better: 'lower',
      },
      {
        name: 'ours: errors at 256 connections',
        value: opening.errors + crowd.errors,
        unit: '',
        better: 'lower',
        goal: 0,
      },
      ...(growthMiB === undefined
        ? []
        : [
            {
              name: `ours: memory grown over ${values.memory} requests`,
              value: growthMiB,
              unit: 'MiB',
              better: 'lower',
              goal: 50,
            } as const,
          ]),
      { name: 'ours: journal − ledger', value: difference, unit: 'tokens', better: 'lower', goal: 0 },
    ],
    asJson: values.json,
  });
  if (values.portkey && !portkey) console.log('\nWithout Portkey: npm could not install it.');
  if (difference !== 0) process.exitCode = 1;
} finally {
  await app.stop();
  for (const server of [upstream, others, proxy, sink, portkey]) server?.stop();
  await books.close();
  await postgres.stop();
}

async function openTargets(): Promise<Target[]> {
  const none = [{ authorization: 'Bearer of-nobody' }];
  const targets: Target[] = [
    { name: 'direct', url: `${othersUrl}/v1`, headers: none, pid: others.pid },
    { name: 'bare proxy', url: `http://127.0.0.1:${proxy.port}/v1`, headers: none, pid: proxy.pid },
  ];
  if (portkey) {
    const headers = [
      { ...none[0], 'x-portkey-provider': 'openai', 'x-portkey-custom-host': `${othersUrl}/v1` },
    ];
    targets.push({ name: 'portkey', url: `http://127.0.0.1:${portkey.port}/v1`, headers, pid: portkey.pid });
  }
  return [...targets, await ourTarget(CUSTOMERS)];
}

/** Ours, called by so many customers, who may call as often as they like. */
async function ourTarget(customers: number): Promise<Target> {
  const keys: string[] = [];
  for (let made = 0; made < customers; made++) {
    const userId = newId<UserId>();
    await books.db.insert(users).values({ id: userId, kind: 'member' });
    keys.push((await createKey(books, { userId, name: 'bench' })).key);
  }
  const enough = 2 ** 31 - 1;
  await books.db.update(apiKeys).set({ requestsPerMinute: enough, tokensPerMinute: enough });
  const headers = keys.map((key) => ({ authorization: `Bearer ${key}` }));
  return { name: 'ours', url: `${app.url}/v1`, headers, pid: app.pid };
}

/** How much more memory the app has after so many requests than after a fifth of them. */
async function memoryGrowth(target: Target, requests: number): Promise<number | undefined> {
  if (requests === 0) return undefined;
  await load(target, { stream: true, requests: requests / 5, connections: 32 });
  const { memoryMiB } = processUsage(app.pid);
  await load(target, { stream: true, requests: (requests / 5) * 4, connections: 32 });
  return processUsage(app.pid).memoryMiB - memoryMiB;
}

/** What upstream sent, less what is billed, once nothing is under way any more. */
async function journalMinusLedger(): Promise<number> {
  while ((await books.openHolds()).length > 0) await new Promise((resolve) => setTimeout(resolve, 100));
  const [ledger] = await books.db
    .select({
      prompt:
        sql`coalesce(sum(${ledgerEntries.uncachedTokens} + ${ledgerEntries.cacheReadTokens}), 0)`.mapWith(
          Number,
        ),
      output: sql`coalesce(sum(${ledgerEntries.outputTokens}), 0)`.mapWith(Number),
    })
    .from(ledgerEntries);
  const { totals } = journal.parse(await (await fetch(`${upstreamUrl}/__journal`)).json());
  return (
    Math.abs(totals.promptTokens - (ledger?.prompt ?? 0)) +
    Math.abs(totals.outputTokens - (ledger?.output ?? 0))
  );
}
