import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, callOf, endingOf, newUser } from '@/tests/support/metering';
import { dispatch } from './dispatch';
import { reserve } from './reserve';
import { settle } from './settle';
import { voidGeneration } from './void';

describeOnDatabases('the settlement of a generation', (db) => {
  async function reserveOne() {
    const userId = await newUser(db());
    const call = callOf(userId);
    const reservation = await reserve(db(), call, { promptTokens: 100, maxOutputTokens: 1_000 });
    return { userId, call, reservation };
  }

  it('says to who comes second what was billed by the first', async () => {
    const { userId, call, reservation } = await reserveOne();
    await dispatch(db(), reservation.generationId);
    const first = await settle(db(), endingOf(call, reservation));
    expect(first?.costPico).toBeGreaterThan(0n);
    const second = endingOf(call, reservation, { outcome: 'failed', durationMs: 9 });
    expect(await settle(db(), second)).toEqual(first);
    expect((await booksOf(db(), userId)).entries).toHaveLength(1);
  });

  // It told of a bill that nobody had written.
  it('says nothing where it ended without a bill', async () => {
    const { userId, call, reservation } = await reserveOne();
    await voidGeneration(db(), reservation.generationId);
    expect(await settle(db(), endingOf(call, reservation))).toBeUndefined();
    const { entries, balance } = await booksOf(db(), userId);
    expect(entries).toEqual([]);
    expect(balance).toMatchObject({ heldPico: 0n, usedPico: 0n });
  });
});
