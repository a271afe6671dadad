import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { migrate } from '@/lib/db/migrate';
import { openPostgres } from '@/lib/db/postgres';
import type { Connection } from '@/lib/db/types';
import { picoUsd, sumUsd } from '@/lib/money';
import { createDatabase } from '../support/create-database';
import { booksOf, newUser } from '../support/metering';
import type { SpenderJob, SpenderResult } from './spender';

const PROCESSES = 4;
/** RACE_ATTEMPTS makes it shorter on a slow machine. */
const ATTEMPTS = Number(process.env.RACE_ATTEMPTS ?? 20_000);
/** What a reply of the test costs at most: 100 prompt tokens at $0.25 and 1,000 output tokens at $2 per million. */
const DEAREST_PICO = 100n * 250_000n + 1_000n * 2_000_000n;
/** Runs out after about half of the attempts, so that the rest races for what is left. */
const ALLOWANCE_PICO = (BigInt(ATTEMPTS) / 3n) * DEAREST_PICO;

describe(`an allowance that ${PROCESSES} processes spend from at the same time`, () => {
  let databaseUrl: string;
  let connection: Connection;

  beforeAll(async () => {
    databaseUrl = await createDatabase(inject('postgresUrl'));
    connection = openPostgres(databaseUrl);
    await migrate(connection);
    // The database itself looks after every single statement. A check constraint would be wrong at times: Postgres
    // asks it before it finds that the row has a newer version.
    await connection.db.execute(sql`
      create function raise_beyond_allowance() returns trigger language plpgsql
      as $$ begin raise exception 'beyond the allowance: %', new; end $$`);
    await connection.db.execute(
      sql.raw(`create trigger never_beyond_allowance after update on balances for each row
        when (new.held_pico < 0 or new.used_pico + new.held_pico > ${ALLOWANCE_PICO})
        execute function raise_beyond_allowance()`),
    );
  });
  afterAll(() => connection.close());

  it(`is used to the end and never beyond, in ${ATTEMPTS.toLocaleString('en')} attempts`, async () => {
    const { db } = connection;
    const userId = await newUser(db);
    const job = {
      databaseUrl,
      userId,
      allowancePico: String(ALLOWANCE_PICO),
      attempts: ATTEMPTS / PROCESSES,
    };
    const results = await race(job);

    const { calls, entries, events, balance } = await booksOf(db, userId);
    const admitted = results.reduce((sum, result) => sum + result.admitted, 0);
    const refused = results.reduce((sum, result) => sum + result.refused, 0);
    expect(admitted + refused).toBe(ATTEMPTS);
    expect(refused).toBeGreaterThan(0);
    expect(calls).toHaveLength(admitted);
    expect(entries).toHaveLength(calls.filter((call) => call.state === 'settled').length);
    expect(events).toHaveLength(entries.length);

    const usedPico = balance?.usedPico ?? 0n;
    expect(balance?.heldPico).toBe(0n);
    expect(usedPico).toBe(sumUsd(entries.map((entry) => picoUsd(entry.costPico ?? 0n))));
    expect(usedPico).toBeLessThanOrEqual(ALLOWANCE_PICO);
    expect(Number((usedPico * 10_000n) / ALLOWANCE_PICO) / 10_000).toBeGreaterThanOrEqual(0.99);
  }, 300_000);
});

/** Lets the processes begin at the same moment, and waits for all. */
async function race(job: SpenderJob): Promise<SpenderResult[]> {
  const children = await Promise.all(Array.from({ length: PROCESSES }, spender));
  return Promise.all(
    children.map(async (child) => {
      child.send(job);
      const [result]: SpenderResult[] = await Promise.race([once(child, 'message'), failed(child)]);
      if (!result) throw new Error('A process said nothing.');
      return result;
    }),
  );
}

async function spender(): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'spender.ts'), { execArgv: ['--import', 'tsx'] });
  await Promise.race([once(child, 'message'), failed(child)]);
  return child;
}

async function failed(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`A process ended with ${code}.`);
}
