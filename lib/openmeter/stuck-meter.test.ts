import { sql } from 'drizzle-orm';
import { expect, inject, it, onTestFinished, vi } from 'vitest';
import { createDatabase } from '@/tests/support/create-database';
import { booksOf, newUser, settleGeneration } from '@/tests/support/metering';
import { waitingSessions } from '@/tests/support/waiting-sessions';
import { migrate } from '../db/migrate';
import { openPostgres } from '../db/postgres';
import { outbox } from '../db/schema';
import { deliverDue } from './deliver-due';
import { embeddedClient } from './testing/embedded-client';

// The relay of every process waited with it, without end.
it('an embedded meter that is stuck behind another process is given up, and has the events later', async () => {
  const connection = openPostgres(await createDatabase(inject('postgresUrl')));
  onTestFinished(() => connection.close());
  await migrate(connection);
  const { db } = connection;
  const openMeter = embeddedClient(db);
  const userId = await newUser(db);
  await settleGeneration(db, userId);
  expect(await deliverDue(db, openMeter)).toEqual({ delivered: 1, parked: 0, retried: 0 });
  await settleGeneration(db, userId);

  const limit = new AbortController();
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
  await db.transaction(async (idle) => {
    await idle.execute(sql`lock table embedded_meter_hours`);
    const delivery = deliverDue(db, openMeter);
    await expect.poll(() => waitingSessions(db)).toBe(1);
    limit.abort(new Error('It took too long.'));
    expect(await delivery).toEqual({ delivered: 0, parked: 0, retried: 1 });
  });
  timeout.mockRestore();

  await db.update(outbox).set({ dueAt: sql`now()` });
  await deliverDue(db, openMeter);
  expect((await booksOf(db, userId)).events.map(({ state }) => state)).toEqual(['delivered', 'delivered']);
});
