import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { migrate } from '@/lib/db/migrate';
import { openPostgres } from '@/lib/db/postgres';
import { balances, generations } from '@/lib/db/schema';
import type { Connection, Database } from '@/lib/db/types';
import { openGeneration } from '@/lib/metering/open';
import { reserve } from '@/lib/metering/reserve';
import { createDatabase } from '../support/create-database';
import { booksOf, callOf, meteringOf, newUser } from '../support/metering';
import { waitingSessions } from '../support/waiting-sessions';

describe('what another process writes while a statement waits for its rows', () => {
  let connection: Connection;
  let other: Connection;

  beforeAll(async () => {
    const databaseUrl = await createDatabase(inject('postgresUrl'));
    connection = openPostgres(databaseUrl);
    other = openPostgres(databaseUrl);
    await migrate(connection);
  });
  afterAll(() => Promise.all([connection.close(), other.close()]));

  /** Has the other process write something, and commit it when somebody waits for its rows. */
  async function meanwhile<T>(write: (db: Database) => Promise<unknown>, ask: () => Promise<T>): Promise<T> {
    let asked: Promise<T> | undefined;
    await other.db.transaction(async (transaction) => {
      await write(transaction);
      asked = ask();
      // It may be refused before this has ended; whoever called hears of it below.
      asked.catch(() => {});
      await expect.poll(() => waitingSessions(connection.db)).toBe(1);
    });
    if (!asked) throw new Error('Nothing was asked.');
    return asked;
  }

  it('to a generation does not keep it from being settled', async () => {
    const userId = await newUser(connection.db);
    const generation = await openGeneration(meteringOf(connection.db), callOf(userId), { promptTokens: 10 });
    const settlement = await meanwhile(
      (db) => db.update(generations).set({ aliveAt: sql`now()` }).where(eq(generations.id, generation.id)),
      () => generation.settle('complete'),
    );
    const { entries, events, balance } = await booksOf(connection.db, userId);
    expect(entries).toMatchObject([{ generationId: generation.id, costPico: settlement.costPico }]);
    expect(events).toHaveLength(1);
    expect(balance).toMatchObject({ heldPico: 0n, usedPico: settlement.costPico });
  });

  it('to a generation, namely its end, keeps it from being settled again', async () => {
    const userId = await newUser(connection.db);
    const generation = await openGeneration(meteringOf(connection.db), callOf(userId), { promptTokens: 10 });
    const settling = meanwhile(
      (db) => db.update(generations).set({ state: 'voided' }).where(eq(generations.id, generation.id)),
      () => generation.settle('stopped'),
    );
    await expect(settling).rejects.toThrow('has ended without a bill');
    const { entries, events } = await booksOf(connection.db, userId);
    expect([entries, events]).toEqual([[], []]);
  });

  it('to an account is counted by what is held and billed', async () => {
    const userId = await newUser(connection.db);
    const call = callOf(userId);
    const generation = await openGeneration(meteringOf(connection.db), call, { promptTokens: 10 });
    const holdMore = (db: Database) =>
      db.update(balances).set({ heldPico: sql`held_pico + 7` }).where(eq(balances.userId, userId));
    const { costPico } = await meanwhile(holdMore, () => generation.settle('complete'));
    expect((await booksOf(connection.db, userId)).balance).toMatchObject({
      heldPico: 7n,
      usedPico: costPico,
    });

    await meanwhile(holdMore, () => reserve(connection.db, call, { promptTokens: 10, maxOutputTokens: 300 }));
    const { calls, balance } = await booksOf(connection.db, userId);
    expect(balance?.heldPico).toBe(14n + (calls[1]?.holdPico ?? 0n));
  });

  it('to an account, namely all that was left, is not held once more', async () => {
    const userId = await newUser(connection.db);
    const call = callOf(userId);
    await openGeneration(meteringOf(connection.db), call, { promptTokens: 10 });
    const useAll = (db: Database) =>
      db
        .update(balances)
        .set({ usedPico: call.allowancePico ?? 0n })
        .where(eq(balances.userId, userId));
    await expect(
      meanwhile(useAll, () => reserve(connection.db, call, { promptTokens: 10, maxOutputTokens: 300 })),
    ).rejects.toMatchObject({ code: 'allowance_exceeded' });
  });
});
