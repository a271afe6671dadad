import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser } from '@/tests/support/metering';
import { setBudget } from '../billing/budgets/set';
import { parseUsd } from '../money';
import { readChatFigures } from './figures';

describeOnDatabases('what may be used, as it stands around a chat', (db) => {
  it('is what the plan allows, or what the person wants to stop at, if that is less', async () => {
    const userId = await newUser(db());
    const allowance = async () => {
      const figures = await readChatFigures({ db: db() }, { id: userId, kind: 'guest' }, null);
      return figures.allowance;
    };
    expect(await allowance()).toMatchObject({ limitPico: String(parseUsd('0.10')), isOwnStop: false });
    await setBudget(db(), userId, { sumPico: parseUsd('0.05'), stop: true });
    expect(await allowance()).toMatchObject({ limitPico: String(parseUsd('0.05')), isOwnStop: true });
  });
});
