import { parseArgs } from 'node:util';
import { count, eq } from 'drizzle-orm';
import { ledgerEntries } from '@/lib/db/schema';
import { endOf } from '@/tests/chaos/guest';
import { startApp } from '@/tests/e2e/support/app';
import { openBooks } from '@/tests/e2e/support/books';
import { signInAsGuest } from '@/tests/e2e/support/client';
import { createDatabase } from '@/tests/support/create-database';
import { startPostgres } from '@/tests/support/postgres-server';
import { StartedParts } from '@/tests/support/started-parts';
import { journalAgainstLedger } from './support/books';
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

/** Who answers. */
interface Side {
  /** Of the server, for its CPU and memory. */
  pid: number;
  ask(): Promise<Response>;
  /** Whether a reply came to its end: the stream of one that broke off ends like any other. */
  isWhole(body: string): boolean;
}

const parts = new StartedParts();

try {
  const postgres = await parts.start(startPostgres({ durable: true }), (each) => each.stop());
  const databaseUrl = await createDatabase(postgres.url);
  const books = await parts.start(openBooks(databaseUrl), (each) => each.close());
  const upstreamUrl = await startUpstream();
  const env = {
    DATABASE_URL: databaseUrl,
    OPENAI_BASE_URL: `${upstreamUrl}/v1`,
    OPENAI_MODELS: JSON.stringify([{ id: 'tokentally-demo', provider: 'demo' }]),
    GUESTS: 'on',
    GUEST_ALLOWANCE_USD: '1000',
    LOG_LEVEL: 'warn',
  };
  const app = await parts.start(startApp({ env }), (each) => each.stop());
  const client = await signInAsGuest(app.url);
  const ours: Side = {
    pid: app.pid,
    ask: () => client.say('What is a token?'),
    isWhole: (body) => endOf(body) === 'answered',
  };
  const bare = await startBare();

  await turns(ours, WARM_UP_TURNS, 1);
  await turns(bare, WARM_UP_TURNS, 1);
  const bareSingle = await measure(bare, SINGLE_TURNS, 1);
  const single = await measure(ours, SINGLE_TURNS, 1);
  await turns(ours, WARM_UP_TURNS, PARALLEL);
  await turns(bare, WARM_UP_TURNS, PARALLEL);
  const bareParallel = await measure(bare, PARALLEL_TURNS, PARALLEL);
  const parallel = await measure(ours, PARALLEL_TURNS, PARALLEL);
  const difference = await journalAgainstLedger(books, `${upstreamUrl}/__journal`);
  const [metered] = await books.db
    .select({ entries: count() })
    .from(ledgerEntries)
    .where(eq(ledgerEntries.via, 'chat'));
  const unmetered = 2 * WARM_UP_TURNS + SINGLE_TURNS + PARALLEL_TURNS - Number(metered?.entries);
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
        value: unmetered,
        unit: '',
        better: 'lower',
        goal: 0,
      },
      {
        name: 'replies and titles whose ledger entry differs from the journal',
        value: difference.responses,
        unit: '',
        better: 'lower',
        goal: 0,
      },
    ],
    asJson: values.json,
  });
  if (difference.left) console.error(difference.left);
  if (unmetered !== 0 || difference.responses > 0 || difference.left) process.exitCode = 1;
} finally {
  await parts.end();
}

/** Each side has one of its own, so that the journal of ours is what our ledger must say. @returns its address */
async function startUpstream(): Promise<string> {
  const toArgs = (port: number) => ['tests/upstream/cli.ts', `--port=${port}`, `--deltas=${DELTAS}`];
  const { port } = await parts.start(startScript(toArgs), async (each) => each.stop());
  return `http://127.0.0.1:${port}`;
}

async function startBare(): Promise<Side> {
  const upstreamUrl = await startUpstream();
  const toArgs = (port: number) => ['bench/chat/bare.ts', String(port), `${upstreamUrl}/v1`];
  const { pid, port } = await parts.start(startScript(toArgs), async (each) => each.stop());
  return {
    pid,
    ask: () => fetch(`http://127.0.0.1:${port}`, { method: 'POST' }),
    isWhole: (body) => body.includes('"finish"') && !body.includes('"type":"error"'),
  };
}

async function measure(side: Side, turnCount: number, connections: number) {
  const before = processUsage(side.pid);
  const startedMs = performance.now();
  const durationsMs = await turns(side, turnCount, connections);
  const tookMs = performance.now() - startedMs;
  const after = processUsage(side.pid);
  return {
    durationsMs,
    turnsPerSecond: (turnCount / tookMs) * 1000,
    cpuMsPerTurn: (after.cpuMs - before.cpuMs) / turnCount,
    memoryMiB: after.memoryMiB,
  };
}

/** Takes so many turns over so many connections. @returns how long each took, in ms. */
async function turns({ ask, isWhole }: Side, turnCount: number, connections: number): Promise<number[]> {
  const durationsMs: number[] = [];
  let left = turnCount;
  const work = async () => {
    while (left-- > 0) {
      const startedMs = performance.now();
      const answer = await ask();
      const body = await answer.text();
      durationsMs.push(performance.now() - startedMs);
      if (!isWhole(body)) throw new Error(`A turn failed: ${answer.status} ${body.slice(0, 500)}`);
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  return durationsMs;
}
