import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { UserId } from '@/lib/ids';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser, settleGeneration } from '@/tests/support/metering';
import { findMistakes } from './find-mistakes';

describeOnDatabases('the accounts after the ledger’s benchmark', (db) => {
  const addedPico = new Map<UserId, bigint>();
  let user: UserId;

  // One after the other: each has what the ones before it did.
  it('are right where calls were settled and bare statements counted', async () => {
    user = await newUser(db());
    await settleGeneration(db(), user);
    await settleGeneration(db(), await newUser(db()));
    await db().execute(sql`update balances set used_pico = used_pico + 3 where user_id = ${user}`);
    addedPico.set(user, 3n);
    expect(await findMistakes(db(), { settled: 2, addedPico })).toEqual([]);
  });

  it('are wrong where a call has no entry', async () => {
    expect(await findMistakes(db(), { settled: 3, addedPico })).toEqual([
      '3 calls were settled, but the ledger has 2 entries.',
    ]);
  });

  it('are wrong where a balance is not the sum of its entries', async () => {
    await db().execute(sql`update balances set used_pico = used_pico + 1 where user_id = ${user}`);
    expect(await findMistakes(db(), { settled: 2, addedPico })).toEqual([
      `The balance isn’t the sum of the entries on 1 of 2 accounts, such as ${user}.`,
    ]);
    addedPico.set(user, 4n);
  });

  it('are wrong where something is still held', async () => {
    await db().execute(sql`update balances set held_pico = 1 where user_id = ${user}`);
    expect(await findMistakes(db(), { settled: 2, addedPico })).toEqual([
      `Something is still held on 1 accounts, such as ${user}.`,
    ]);
  });
});
