import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, newUser, settleGeneration } from '@/tests/support/metering';
import { billingPeriodOf } from '../billing/period';

// The balance had the cost in one period, and the event and the ledger's time in the other.
describeOnDatabases('a generation at the turn of a billing period', (db) => {
  const { start, end } = billingPeriodOf(new Date());
  const reservedAt = new Date(end.getTime() - 600);
  const lastInstant = new Date(end.getTime() - 1);

  it.each([
    ['reserved in its last second, and made by upstream after it', end.getTime() + 1_000, lastInstant],
    ['made by an upstream whose clock is slow', start.getTime() - 60_000, start],
    ['made within it', start.getTime() + 5_000, new Date(start.getTime() + 5_000)],
  ])('has its time in the period that it is billed in: %s', async (_, occurredAtMs, expected) => {
    const userId = await newUser(db());
    await settleGeneration(db(), userId, { occurredAt: new Date(occurredAtMs), reservedAt });
    const { entries, events } = await booksOf(db(), userId);
    expect(entries).toMatchObject([{ periodStart: start, occurredAt: expected }]);
    expect(events).toMatchObject([{ event: { time: expected.toISOString() } }]);
  });
});
