import { eq, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, callOf, meteringOf, newUser } from '@/tests/support/metering';
import { generations } from '../db/schema';
import { openGeneration } from './open';
import { recover } from './recover';

describeOnDatabases('a generation whose process', (db) => {
  // A settlement that waited for another row took the later time for one before the clock was put back, and billed it as failed.
  it('comes back while its end waits for a lock is left alone', async () => {
    const [userId, alive] = [await newUser(db()), meteringOf(db())];
    const { id } = await openGeneration(alive, callOf(userId), { promptTokens: 10 });
    await db().transaction(async (waiting) => {
      // To this transaction `now()` is when it began.
      const isLater = sql<boolean>`clock_timestamp() > now() + interval '1 millisecond'`;
      const aliveLater = async () => {
        const aliveAt = sql`clock_timestamp()`;
        const said = waiting.update(generations).set({ aliveAt }).where(eq(generations.id, id));
        return said.returning({ isLater });
      };
      while ((await aliveLater())[0]?.isLater !== true);
      await aliveLater();
      expect(await recover(waiting, { silentMs: () => 1 })).toBe(0);
    });
    expect((await booksOf(db(), userId)).entries).toEqual([]);
  });
});
