import type { UIMessageChunk } from 'ai';
import { asc, eq } from 'drizzle-orm';
import { expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { meteringOf, newUser } from '@/tests/support/metering';
import { readOwnBudget } from '../billing/budgets/budget';
import { setBudget } from '../billing/budgets/set';
import { callLimitOf } from '../billing/budgets/spend-limit';
import { use } from '../billing/budgets/testing/alerts';
import { planOf } from '../billing/plans';
import { generations } from '../db/schema';
import { asId, type ChatId, type MessageId, newId, type UserId } from '../ids';
import { requireModel } from '../models';
import { parseUsd, picoUsd } from '../money';
import { holdTerms } from '../pricing/hold-terms';
import { priceFor } from '../pricing/price-book';
import type { PersonKind } from '../vocabulary';
import { answer } from './answer';
import { loadChat } from './load-chat';

describeOnDatabases('an answer', (db) => {
  async function ask(
    userId: UserId,
    text: string,
    { kind = 'member' as PersonKind, onUsedUp = () => {} } = {},
  ): Promise<UIMessageChunk[]> {
    const model = await requireModel('tokentally-demo');
    const spendLimit = async () =>
      callLimitOf(await planOf({ id: userId, kind }), await readOwnBudget(db(), userId), onUsedUp);
    const message = { id: newId<MessageId>(), text };
    const question = { userId, chatId: newId<ChatId>(), model, message, spendLimit };
    const { chunks } = await answer(meteringOf(db()), question);
    const all: UIMessageChunk[] = [];
    for await (const chunk of chunks) all.push(chunk);
    return all;
  }

  it.each(['What is a token?', '/tools'])(
    'tells at its end what the ledger says that it used: %s',
    async (text) => {
      const userId = await newUser(db());
      const chunks = await ask(userId, text);
      const [generation] = await db().select().from(generations).where(eq(generations.userId, userId));
      const chatId = asId<ChatId>(String(generation?.chatId));
      const [, reply] = (await loadChat(db(), { userId, chatId })).messages;
      expect(reply?.metadata?.usage?.completionTokens).toBeGreaterThan(20);
      expect(chunks.at(-1)).toEqual({
        type: 'finish',
        finishReason: 'stop',
        messageMetadata: { status: 'complete', usage: reply?.metadata?.usage },
      });
    },
  );

  it('of several steps that meets the person’s own stop speaks of it, not of the allowance', async () => {
    const userId = await newUser(db());
    await ask(userId, '/tools');
    const [firstStep, secondStep] = await db()
      .select()
      .from(generations)
      .where(eq(generations.userId, userId))
      .orderBy(asc(generations.reservedAt));
    expect(secondStep).toBeDefined();
    const { promptPico, outputTokenPico } = holdTerms(
      firstStep?.promptTokens ?? 0,
      priceFor({ provider: 'demo', model: 'tokentally-demo', at: new Date() }),
    );
    // Just enough for the first step of another person: the second, whose prompt is longer, can’t begin.
    const leastPico = picoUsd(promptPico + 256n * outputTokenPico);
    const other = await newUser(db());
    await setBudget(db(), other, { sumPico: leastPico, stop: true });

    const chunks = await ask(other, '/tools');
    expect(chunks.filter(({ type }) => type === 'start-step')).toHaveLength(1);
    expect(chunks.find(({ type }) => type === 'error')).toMatchObject({
      errorText: expect.stringContaining('You chose to stop at'),
    });
  });

  // One error told twice that the stop was used up.
  it('tells once that a stop is used up that is just what the plan allows', async () => {
    const [userId, onUsedUp] = [await newUser(db()), vi.fn()];
    await use(db(), userId, '0.09999');
    await setBudget(db(), userId, { sumPico: parseUsd('0.10'), stop: true });
    await expect(ask(userId, 'What is a token?', { kind: 'guest', onUsedUp })).rejects.toThrow(
      'Your allowance for this month is used up',
    );
    expect(onUsedUp).toHaveBeenCalledTimes(1);
  });
});
