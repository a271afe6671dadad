import { parseArgs } from 'node:util';
import { count, eq } from 'drizzle-orm';
import { ledgerEntries } from '@/lib/db/schema';
import { startApp } from '@/tests/e2e/support/app';
import { openBooks } from '@/tests/e2e/support/books';
import { signInAsGuest } from '@/tests/e2e/support/client';
import { createDatabase } from '@/tests/support/create-database';
import { startPostgres } from '@/tests/support/postgres-server';
import { processUsage } from './support/process-usage';
import { report } from './support/report';
import { startScript } from './support/start-script';
import { median } from './support/statistics';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });

const DELTAS = 20;
/** Node compiles what runs often, and a server runs for long: fewer than a thousand turns measure the compiler. */
const WARM_UP_TURNS = 1_000;
const SINGLE_TURNS = 300;
const PARALLEL = 16;
const PARALLEL_TURNS = 2_000;

type Take = () => Promise<Response>;

const postgres = await startPostgres({ durable: true });
const databaseUrl = await createDatabase(postgres.url);
const books = await openBooks(databaseUrl);
const upstream = await startScript((port) => [
  'tests/upstream/cli.ts',
  `--port=${port}`,
  `--deltas=${DELTAS}`,
]);
const upstreamUrl = `http://127.0.0.1:${upstream.port}/v1`;
const app = await startApp({
  env: {
    DATABASE_URL: databaseUrl,
    OPENAI_BASE_URL: upstreamUrl,
    OPENAI_MODELS: JSON.stringify([{ id: 'tokentally-demo', provider: 'demo' }]),
    GUESTS: 'on',
    GUEST_ALLOWANCE_USD: '1000',
    LOG_LEVEL: 'warn',
  },
});
const client = await signInAsGuest(app.url);
const bare = await startScript((port) => ['bench/chat/bare.ts', String(port), upstreamUrl]);
const bareUrl = `http://127.0.0.1:${bare.port}`;

try {
  const take = () => client.say('What is a token?');
  const takeBare = () => fetch(bareUrl, { method: 'POST' });
  await turns(take, WARM_UP_TURNS, 1);
  await turns(takeBare, WARM_UP_TURNS, 1);
  const bareSingle = await measure(bare, takeBare, SINGLE_TURNS, 1);
  const single = await measure(app, take, SINGLE_TURNS, 1);
  await turns(take, WARM_UP_TURNS, PARALLEL);
  await turns(takeBare, WARM_UP_TURNS, PARALLEL);
  const bareParallel = await measure(bare, takeBare, PARALLEL_TURNS, PARALLEL);
  const parallel = await measure(app, take, PARALLEL_TURNS, PARALLEL);
  const [metered] = await books.db
    .select({ entries: count() })
    .from(ledgerEntries)
    .where(eq(ledgerEntries.via, 'chat'));
  const expected = 2 * WARM_UP_TURNS + SINGLE_TURNS + PARALLEL_TURNS;
  report({
    bench: 'chat',
    method: [
      `The built app, a durable Postgres and a fake upstream of ${DELTAS} deltas, all on this machine with the client.`,
      `Each turn is a new chat, its stream read to the end: ${SINGLE_TURNS} turns one after the other, then`,
      `${PARALLEL_TURNS} turns ${PARALLEL} at a time, after ${WARM_UP_TURNS} turns each that don't count. Beside it the AI SDK's`,
      'streamText alone, behind a bare Node server: no Next.js, no sign-in, no title, nothing saved, nothing metered.',
      "CPU and memory are the server's alone; Postgres's are not among them.",
    ].join('\n'),
    metrics: [
      {
        name: 'total time of a turn, p50',
        value: median(single.durationsMs),
        unit: 'ms',
        better: 'lower',
        goal: 18,
      },
      {
        name: 'the same, bare streamText',
        value: median(bareSingle.durationsMs),
        unit: 'ms',
        better: 'lower',
      },
      { name: 'server CPU of a turn', value: single.cpuMsPerTurn, unit: 'ms', better: 'lower', goal: 15 },
      { name: 'the same, bare streamText', value: bareSingle.cpuMsPerTurn, unit: 'ms', better: 'lower' },
      {
        name: `turns at ${PARALLEL} connections`,
        value: parallel.turnsPerSecond,
        unit: '1/s',
        better: 'higher',
        goal: 100,
      },
      {
        name: 'the same, bare streamText',
        value: bareParallel.turnsPerSecond,
        unit: '1/s',
        better: 'higher',
      },
      {
        name: `server CPU of a turn at ${PARALLEL}`,
        value: parallel.cpuMsPerTurn,
        unit: 'ms',
        better: 'lower',
      },
      {
        name: `memory at ${PARALLEL} connections`,
        value: parallel.memoryMiB,
        unit: 'MiB',
        better: 'lower',
        goal: 500,
      },
      {
        name: 'turns without a ledger entry',
        value: expected - Number(metered?.entries),
        unit: '',
        better: 'lower',
        goal: 0,
      },
    ],
    asJson: values.json,
  });
  if (metered?.entries !== expected) process.exitCode = 1;
} finally {
  await app.stop();
  bare.stop();
  upstream.stop();
  await books.close();
  await postgres.stop();
}

async function measure({ pid }: { pid: number }, take: Take, turnCount: number, connections: number) {
  const before = processUsage(pid);
  const startedMs = performance.now();
  const durationsMs = await turns(take, turnCount, connections);
  const tookMs = performance.now() - startedMs;
  const after = processUsage(pid);
  return {
    durationsMs,
    turnsPerSecond: (turnCount / tookMs) * 1000,
    cpuMsPerTurn: (after.cpuMs - before.cpuMs) / turnCount,
    memoryMiB: after.memoryMiB,
  };
}

/** Takes so many turns over so many connections. @returns how long each took, in ms. */
async function turns(take: Take, turnCount: number, connections: number): Promise<number[]> {
  const durationsMs: number[] = [];
  let left = turnCount;
  const work = async () => {
    while (left-- > 0) {
      const startedMs = performance.now();
      const answer = await take();
      const body = await answer.text();
      if (!body.includes('"finish"'))
        throw new Error(`A turn failed: ${answer.status} ${body.slice(0, 500)}`);
      durationsMs.push(performance.now() - startedMs);
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  return durationsMs;
}
