import { expect, it, onTestFinished, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, callOf, meteringOf, newUser } from '@/tests/support/metering';
import { openGeneration } from './open';

const A_MONTH_MS = 31 * 24 * 60 * 60_000;

describeOnDatabases('a generation during which the clock of its machine', (db) => {
  // The duration was negative; or larger than the ledger can keep, and the call was never billed.
  it.each([
    ['back', -A_MONTH_MS],
    ['forward', A_MONTH_MS],
  ])('is set %s is billed with how long it really took', async (_, byMs) => {
    const [userId, metering] = [await newUser(db()), meteringOf(db())];
    const now = vi.spyOn(performance, 'now').mockReturnValue(1_000);
    onTestFinished(() => void vi.restoreAllMocks());
    const generation = await openGeneration(metering, callOf(userId), { promptTokens: 10 });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + byMs });
    onTestFinished(() => void vi.useRealTimers());
    now.mockReturnValue(1_200.4);
    generation.tally.addText('Hello!');
    now.mockReturnValue(3_000.6);
    await generation.settle('complete');
    const { entries } = await booksOf(db(), userId);
    expect(entries).toMatchObject([{ durationMs: 2_001, timeToFirstTokenMs: 200 }]);
  });
});
