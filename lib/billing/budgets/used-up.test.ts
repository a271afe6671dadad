import { expect, it, vi } from 'vitest';
import { AllowanceExceededError } from '@/lib/metering/errors';
import { reserve } from '@/lib/metering/reserve';
import { catalogModelById } from '@/lib/models/catalog-by-id';
import { parseUsd } from '@/lib/money';
import { describeOnDatabases } from '@/tests/support/databases';
import { callOf, newUser } from '@/tests/support/metering';
import { planOf } from '../plans';
import { readOwnBudget } from './budget';
import { noticeBudget } from './notice';
import { setBudget } from './set';
import { BudgetStopError, callLimitOf } from './spend-limit';
import { percentsOf, use } from './testing/alerts';

const STOP = { sumPico: parseUsd('0.80'), stop: true };
const PROMPT = { promptTokens: 1_000, maxOutputTokens: 2_000 };

describeOnDatabases('what is left of a limit', (db) => {
  /** Somebody who has used so much, and asks a model of OpenAI within their stop. */
  async function personWith(usedUsd: string) {
    const userId = await newUser(db());
    await setBudget(db(), userId, STOP);
    await use(db(), userId, usedUsd);
    const onUsedUp = vi.fn();
    const spendLimit = async () =>
      callLimitOf(await planOf({ id: userId, kind: 'member' }), await readOwnBudget(db(), userId), onUsedUp);
    const ask = (model: string) =>
      reserve(db(), callOf(userId, { spendLimit, model: catalogModelById(model, 'openai') }), PROMPT);
    return { userId, onUsedUp, ask };
  }

  // One call of a dear model mailed “Your budget is used up”, and the page said so until the month ended.
  it('is not called used up because a dear model costs more, when it pays for a cheap one in full', async () => {
    const { userId, onUsedUp, ask } = await personWith('0.77');
    await expect(ask('o1-pro')).rejects.toThrow(
      'You chose to stop at $0.80 a month, and what is left does not pay for this: $0.77 is used.',
    );
    expect(onUsedUp).not.toHaveBeenCalled();
    await noticeBudget(db(), userId, { isUsedUp: true });
    expect(await percentsOf(db(), userId)).toEqual([50, 75, 90]);
    expect(await ask('gpt-5-nano')).toMatchObject({ isShortened: false });
  });

  // A call was refused with “Your allowance for this month is used up: $0.77 of $0.80.”
  it('is not called used up by the plan either', async () => {
    const { userId } = await personWith('0.77');
    const model = catalogModelById('o1-pro', 'openai');
    const refused = reserve(db(), callOf(userId, { allowancePico: STOP.sumPico, model }), PROMPT);
    await expect(refused).rejects.toThrow(AllowanceExceededError);
    await expect(refused).rejects.toThrow('What is left of your allowance for this month does not pay');
  });

  it('is used up when it is next to nothing in itself', async () => {
    const { userId, onUsedUp, ask } = await personWith('0.7991');
    await expect(ask('o1-pro')).rejects.toThrow(BudgetStopError);
    expect(onUsedUp).toHaveBeenCalledTimes(1);
    await noticeBudget(db(), userId, { isUsedUp: true });
    expect(await percentsOf(db(), userId)).toEqual([50, 75, 90, 100]);
  });
});
