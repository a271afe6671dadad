/**
 * How many calls of a model the ledger takes in a second: reserve + settle, over many accounts and on one hot account,
 * beside a bare statement of the same driver in the same run:
 *
 *     npm run bench:ledger -- --rounds 5 --seconds 3
 */
import { parseArgs } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { migrate } from '@/lib/db/migrate';
import { pgliteConnection } from '@/lib/db/pglite';
import { openPostgres } from '@/lib/db/postgres';
import type { Connection, Database } from '@/lib/db/types';
import type { UserId } from '@/lib/ids';
import { newUser, settleGeneration } from '@/tests/support/metering';
import { startPostgres } from '@/tests/support/postgres-server';
import { findMistakes } from './ledger/find-mistakes';
import { type Metric, report } from './support/report';
import { median } from './support/statistics';

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    accounts: { type: 'string', default: '1000' },
    'at-once': { type: 'string', default: '256' },
    json: { type: 'boolean', default: false },
  },
});
const ROUNDS = Number(flags.rounds);
const ROUND_MS = Number(flags.seconds) * 1_000;
const ACCOUNTS = Number(flags.accounts);
const AT_ONCE = Number(flags['at-once']);

const KINDS = ['bare', 'many', 'bareHot', 'hot'] as const;
type Kind = (typeof KINDS)[number];

/** One thing that is done again and again; it gets the number of the time. */
type Work = (time: number) => Promise<unknown>;

const server = await startPostgres({ durable: true });
try {
  const postgres = await measure(openPostgres(server.url));
  const pglite = await measure(pgliteConnection(await PGlite.create()));
  report({
    bench: 'ledger',
    method: [
      `Durable Postgres over the loopback with ${AT_ONCE} calls at a time, and PGlite in memory, which does one at a time.`,
      'A pair is reserve + settle with the dispatch between them: three commits, each shared by calls of the same moment.',
      'Statistics of the tables are brought up to date before each round.',
      `Medians of ${ROUNDS} rounds of ${ROUND_MS / 1_000} s each, the kinds in turn; ${ACCOUNTS} accounts, or one.`,
      'In the end each balance must be the sum of its ledger entries, with what the bare statements added.',
    ].join('\n'),
    metrics: [
      ...metricsOf('Postgres', postgres.rates, { many: 3_000, hot: 500 }),
      ...metricsOf('PGlite', pglite.rates, {}),
    ],
    asJson: flags.json,
  });
  const mistakes = [
    ...postgres.mistakes.map((mistake) => `Postgres: ${mistake}`),
    ...pglite.mistakes.map((mistake) => `PGlite: ${mistake}`),
  ];
  for (const mistake of mistakes) console.error(mistake);
  if (mistakes.length > 0) process.exitCode = 1;
} finally {
  await server.stop();
}

async function measure(connection: Connection) {
  await migrate(connection);
  const { db } = connection;
  const users: UserId[] = [];
  for (let n = 0; n < ACCOUNTS; n++) users.push(await newUser(db));
  const hot = await newUser(db);
  const userOf = (time: number) => users[time % users.length] ?? hot;
  let settled = 0;
  const addedPico = new Map<UserId, bigint>();
  const settle = async (user: UserId) => {
    await settleGeneration(db, user);
    settled += 1;
  };
  const update = async (user: UserId) => {
    await bareUpdate(db, user);
    addedPico.set(user, (addedPico.get(user) ?? 0n) + 1n);
  };
  const kinds = {
    bare: (time) => update(userOf(time)),
    many: (time) => settle(userOf(time)),
    bareHot: () => update(hot),
    hot: () => settle(hot),
  } satisfies Record<Kind, Work>;

  for (const user of [hot, ...users]) await settle(user);
  const rates: Record<Kind, number[]> = { bare: [], many: [], bareHot: [], hot: [] };
  // The first round warms up.
  for (let round = 0; round <= ROUNDS; round++) {
    // As a database in use has done: without, the first plans are those for empty tables.
    await db.execute(sql`analyze`);
    for (const kind of KINDS) {
      const rate = await perSecond(kinds[kind]);
      if (round > 0) rates[kind].push(rate);
    }
  }
  const mistakes = await findMistakes(db, { settled, addedPico });
  await connection.close();
  return { rates, mistakes };
}

function metricsOf(database: string, rates: Record<Kind, number[]>, goals: { many?: number; hot?: number }) {
  const metric = (name: string, kind: Kind, unit: string, goal?: number): Metric => ({
    name: `${database}: ${name}`,
    value: median(rates[kind]),
    unit,
    better: 'higher',
    goal,
  });
  return [
    metric(`pairs over ${ACCOUNTS} accounts`, 'many', 'pairs/s', goals.many),
    metric('one bare update, the same accounts', 'bare', 'statements/s'),
    metric('pairs on one account', 'hot', 'pairs/s', goals.hot),
    metric('one bare update, one account', 'bareHot', 'statements/s'),
  ];
}

async function perSecond(work: Work): Promise<number> {
  const startedAt = performance.now();
  let time = 0;
  async function worker(): Promise<void> {
    while (performance.now() - startedAt < ROUND_MS) await work(time++);
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return (time * 1_000) / (performance.now() - startedAt);
}

/** What a system would do that only adds up: one statement that changes the account's row. */
async function bareUpdate(db: Database, userId: UserId): Promise<void> {
  await db.execute(sql`update balances set used_pico = used_pico + 1 where user_id = ${userId}`);
}
