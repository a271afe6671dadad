import { eq } from 'drizzle-orm';
import { budgets } from '@/lib/db/schema';
import type { Database } from '@/lib/db/types';
import type { UserId } from '@/lib/ids';
import type { OwnBudget } from './budget';
import { noticeBudget } from './notice';

/**
 * Sets a person's budget, or with null removes it. What it says is so from the next call of a model on, also of a
 * turn that has begun; with an API key, half a second later.
 */
export async function setBudget(
  db: Database,
  userId: UserId,
  budget: OwnBudget | null,
  now = new Date(),
): Promise<void> {
  if (budget === null) {
    await db.delete(budgets).where(eq(budgets.userId, userId));
    return;
  }
  await db
    .insert(budgets)
    .values({ userId, ...budget })
    .onConflictDoUpdate({ target: budgets.userId, set: budget });
  await noticeBudget(db, userId, { now });
}
