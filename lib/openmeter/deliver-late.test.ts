import { OpenMeter } from '@openmeter/sdk';
import { sql } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, newUser, settleGeneration } from '@/tests/support/metering';
import { outbox } from '../db/schema';
import { deliverBatch } from './deliver';
import { claimEvents } from './outbox';
import { accepts, openMeterThat, problem } from './testing/answering';

describeOnDatabases('a process that delivers and is held up', (db) => {
  beforeEach(async () => {
    await db().delete(outbox);
  });

  async function settleEvents(count: number) {
    const userId = await newUser(db());
    for (let i = 0; i < count; i++) await settleGeneration(db(), userId);
    const { entries } = await booksOf(db(), userId);
    return { userId, ids: entries.map((entry) => entry.eventId) };
  }

  // Where this process was held up for longer than its lease, what OpenMeter had was shown as refused.
  it('does not park what another process has delivered meanwhile', async () => {
    const { userId } = await settleEvents(1);
    const late = new OpenMeter({
      baseUrl: 'http://openmeter.test',
      async fetch() {
        await db().update(outbox).set({ state: 'delivered', lastError: null });
        return problem(400, 'the event is not right');
      },
    });
    await deliverBatch(db(), late);
    expect((await booksOf(db(), userId)).events).toMatchObject([{ state: 'delivered', lastError: null }]);
  });

  // Where this process was held up for longer than its lease, it ended the lease of the next, and the events were sent twice.
  it.each([
    ['fails', () => problem(503, 'down')],
    ['is refused', () => problem(400, 'the event is not right')],
  ])('leaves a batch that %s to the process that has claimed it meanwhile', async (_, answer) => {
    const { userId } = await settleEvents(1);
    let claimedElsewhere: unknown;
    const late = new OpenMeter({
      baseUrl: 'http://openmeter.test',
      async fetch() {
        await db().update(outbox).set({ dueAt: sql`now()` });
        await claimEvents(db(), { limit: 1, leaseMs: 60_000 });
        claimedElsewhere = (await booksOf(db(), userId)).events;
        return answer();
      },
    });
    expect(await deliverBatch(db(), late)).toMatchObject({ parked: 0 });
    expect((await booksOf(db(), userId)).events).toEqual(claimedElsewhere);
  });

  it('stops sending before others may take the batch, and keeps what it had not come to', async () => {
    const { userId, ids } = await settleEvents(4);
    let nowMs = 0;
    const asked: number[] = [];
    const { client, taken } = openMeterThat((events) => {
      asked.push(events.length);
      nowMs += 60_000;
      return events.length > 2 ? problem(400, 'one is not right') : accepts(events);
    });
    expect(await deliverBatch(db(), client, () => nowMs)).toEqual({ delivered: 0, parked: 0, retried: 4 });
    expect(asked).toEqual([4]);
    expect(taken).toEqual([]);
    await db().update(outbox).set({ dueAt: sql`now()` });
    await deliverBatch(db(), client);
    expect(taken.sort()).toEqual(ids.sort());
    expect((await booksOf(db(), userId)).events.every(({ attempts }) => attempts === 2)).toBe(true);
  });
});
