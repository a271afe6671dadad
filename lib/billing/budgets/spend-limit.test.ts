import { expect, it, vi } from 'vitest';
import { reserve } from '@/lib/metering/reserve';
import { parseUsd } from '@/lib/money';
import type { PersonKind } from '@/lib/vocabulary';
import { describeOnDatabases } from '@/tests/support/databases';
import { callOf, newUser } from '@/tests/support/metering';
import { planOf } from '../plans';
import { readOwnBudget } from './budget';
import { noticeBudget } from './notice';
import { setBudget } from './set';
import { BudgetStopError, callLimitOf, spendLimitOf } from './spend-limit';
import { percentsOf, use } from './testing/alerts';

describeOnDatabases('the stop of a budget', (db) => {
  /** Somebody who asks within their budget, whatever that is by then. */
  async function newPerson(kind: PersonKind) {
    const userId = await newUser(db());
    const onUsedUp = vi.fn();
    const spendLimit = async () =>
      callLimitOf(await planOf({ id: userId, kind }), await readOwnBudget(db(), userId), onUsedUp);
    const ask = (promptTokens = 100, maxOutputTokens = 1_000) =>
      reserve(db(), callOf(userId, { spendLimit }), { promptTokens, maxOutputTokens });
    return { userId, onUsedUp, ask };
  }

  it('stops calls at its sum, whatever the plan would allow, and says so', async () => {
    const { userId, onUsedUp, ask } = await newPerson('member');
    await setBudget(db(), userId, { sumPico: parseUsd('0.80'), stop: false });
    await use(db(), userId, '0.7999');
    await ask();
    await setBudget(db(), userId, { sumPico: parseUsd('0.80'), stop: true });
    await expect(ask()).rejects.toThrow(BudgetStopError);
    await expect(ask()).rejects.toThrow('You chose to stop at $0.80 a month');
    expect(onUsedUp).toHaveBeenCalledTimes(2);
    expect(await percentsOf(db(), userId)).toEqual([50, 75, 90]);
    await noticeBudget(db(), userId, { isUsedUp: true });
    expect(await percentsOf(db(), userId)).toEqual([50, 75, 90, 100]);
    await setBudget(db(), userId, null);
    await ask();
  });

  // A budget alerted that all was used, with $0.00 used, and then never when it was.
  it('does not call itself used up when another call holds what is left, or one is too dear for it', async () => {
    const { userId, onUsedUp, ask } = await newPerson('member');
    await setBudget(db(), userId, { sumPico: parseUsd('0.80'), stop: true });
    await ask(100, 10_000_000);
    await expect(ask(100, 1_000)).rejects.toThrow(
      'You chose to stop at $0.80 a month, and replies under way hold what is left: $0.00 is used.',
    );
    await expect(ask(10_000_000, 1_000)).rejects.toThrow(
      'what is left does not pay for this: $0.00 is used.',
    );
    expect(onUsedUp).not.toHaveBeenCalled();
  });

  // The 100 % alert of such a budget never came.
  it('is used up, too, when it stops at just what the plan allows, and the plan says so', async () => {
    const { userId, onUsedUp, ask } = await newPerson('guest');
    await use(db(), userId, '0.09999');
    await setBudget(db(), userId, { sumPico: parseUsd('0.10'), stop: false });
    await expect(ask()).rejects.toThrow('Your allowance for this month is used up: $0.09999 of $0.10.');
    expect(onUsedUp).not.toHaveBeenCalled();
    await setBudget(db(), userId, { sumPico: parseUsd('0.10'), stop: true });
    await expect(ask()).rejects.toThrow('Your allowance for this month is used up: $0.09999 of $0.10.');
    expect(onUsedUp).toHaveBeenCalledTimes(1);
  });

  it('never raises what the plan allows', async () => {
    const userId = await newUser(db());
    await setBudget(db(), userId, { sumPico: parseUsd('1000'), stop: true });
    const { limitPico } = spendLimitOf(
      await planOf({ id: userId, kind: 'guest' }),
      await readOwnBudget(db(), userId),
    );
    expect(limitPico).toBe(parseUsd('0.10'));
  });
});

// It read “You chose to stop at $5.00 a month, and $5.00 is used.”
it.each(['used up', 'too dear', 'held by others'] as const)(
  'the refusal of a stop never says that all is used while some is left: %s',
  (reason) => {
    const [limitPico, resetsAt] = [parseUsd('5'), new Date('2026-12-01T00:00:00Z')];
    const error = new BudgetStopError({ reason, usedPico: parseUsd('4.9962'), limitPico, resetsAt });
    expect(error.message).toContain('$4.996 is used');
  },
);
