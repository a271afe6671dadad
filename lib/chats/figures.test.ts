import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser, settleGeneration } from '@/tests/support/metering';
import { setBudget } from '../billing/budgets/set';
import { chats } from '../db/schema';
import { type ChatId, newId, type UserId } from '../ids';
import { catalogModelById } from '../models/catalog-by-id';
import { parseUsd } from '../money';
import { readChatFigures } from './figures';

describeOnDatabases('what a chat was billed', (db) => {
  it('is the sum of its entries, as far as there is a price, and nothing to anybody else', async () => {
    const [userId, strangerId] = [await newUser(db()), await newUser(db())];
    const chatId = newId<ChatId>();
    await db().insert(chats).values({ id: chatId, userId, title: 'Whales', model: 'tokentally-demo' });
    const totalFor = async (id: UserId) =>
      (await readChatFigures(db(), { id, kind: 'member' }, chatId)).total;
    expect(await totalFor(userId)).toEqual({ tokens: 0, costPico: null, unpricedRequests: 0 });
    await settleGeneration(db(), userId, {}, { chatId, model: catalogModelById('of no price', 'demo') });
    expect(await totalFor(userId)).toEqual({ tokens: 150, costPico: null, unpricedRequests: 1 });
    await settleGeneration(db(), userId, {}, { chatId });
    await settleGeneration(db(), userId, {}, { chatId, via: 'title' });
    // 100 tokens in at $0.25 a million, 50 out at $2.00, twice.
    expect(await totalFor(userId)).toEqual({ tokens: 450, costPico: '250000000', unpricedRequests: 1 });
    expect(await totalFor(strangerId)).toEqual({ tokens: 0, costPico: null, unpricedRequests: 0 });
  });
});

describeOnDatabases('what may be used, as it stands around a chat', (db) => {
  it('is what the plan allows, or what the person wants to stop at, if that is less', async () => {
    const userId = await newUser(db());
    const allowance = async () => {
      const figures = await readChatFigures(db(), { id: userId, kind: 'guest' }, null);
      return figures.allowance;
    };
    expect(await allowance()).toMatchObject({ limitPico: String(parseUsd('0.10')), isOwnStop: false });
    await setBudget(db(), userId, { sumPico: parseUsd('0.05'), stop: true });
    expect(await allowance()).toMatchObject({ limitPico: String(parseUsd('0.05')), isOwnStop: true });
  });
});
