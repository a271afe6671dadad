import { eq, sql } from 'drizzle-orm';
import { expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { callOf, meteringOf, newUser } from '@/tests/support/metering';
import { setBudget } from '../billing/budgets/set';
import { percentsOf } from '../billing/budgets/testing/alerts';
import { generations } from '../db/schema';
import { openGeneration } from '../metering/open';
import { parseUsd } from '../money';
import { recoverReplies } from './recover-replies';

const { getDb } = vi.hoisted(() => ({ getDb: vi.fn() }));
vi.mock('../db/client', () => ({ getDb }));
const send = vi.hoisted(() => vi.fn());
vi.mock('../billing/budgets/configured-channels', () => ({
  configuredChannels: () => [{ name: 'webhook', send }],
}));

describeOnDatabases('the recovery of replies', (db) => {
  // The budget said nothing until the next reply. Then the recovery waited for a mail server, person after person.
  it.each(['chat', 'api'] as const)(
    'notes what a call by %s reached of a budget, and leaves it to others to tell of it',
    async (via) => {
      getDb.mockResolvedValue(db());
      const [userId, dead] = [await newUser(db()), meteringOf(db())];
      await setBudget(db(), userId, { sumPico: parseUsd('1'), stop: false });
      const call = callOf(userId, { via, allowancePico: null });
      const { id } = await openGeneration(dead, call, { promptTokens: 10 });
      dead.checkpointer.remove(id);
      // At two dollars a million it costs a little more than $0.95.
      await db()
        .update(generations)
        .set({ outputTokens: 475_000, aliveAt: sql`now() - interval '1 minute'` })
        .where(eq(generations.id, id));
      await recoverReplies();
      expect(await percentsOf(db(), userId)).toEqual([50, 75, 90]);
      expect(send).not.toHaveBeenCalled();
    },
  );
});
