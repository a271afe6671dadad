import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { generations, outbox } from '@/lib/db/schema';
import { newUser, settleGeneration } from '@/tests/support/metering';
import { migratedFolder } from '@/tests/support/migrated-folder';
import { migratedPostgres } from './testing/migrated-postgres';
import { runScript } from './testing/run-script';

// It said that nothing was parked.
it('says of a wrong id that no parked event has it, and where the ids are', async () => {
  const { DATABASE_URL, db, close } = await migratedPostgres();
  try {
    await settleGeneration(db, await newUser(db));
    await db.update(outbox).set({ state: 'parked' });
    expect(await runScript('outbox.ts', { DATABASE_URL }, ['--retry', 'no-such-event'])).toEqual({
      code: 1,
      stderr: 'No parked event has the id no-such-event.\n',
      stdout: 'So nothing was sent. The ids of parked events: npm run outbox -- --parked\n',
    });
  } finally {
    await close();
  }
});

// An event that was put back seemed to have waited ever since it was billed.
it('says when the oldest pending event was billed, not that it has waited since', async () => {
  const { DATABASE_URL, db, close } = await migratedPostgres();
  try {
    await settleGeneration(db, await newUser(db));
    await db.update(generations).set({ settledAt: sql`now() - interval '3 days'` });
    const { stdout } = await runScript('outbox.ts', { DATABASE_URL });
    expect(stdout).toMatch(/^pending +1 +the oldest billed 3 days ago$/m);
  } finally {
    await close();
  }
});

it('sends what was parked in the embedded database to the meter there', async () => {
  const { DATA_DIR, remove } = await migratedFolder(async (db) => {
    await settleGeneration(db, await newUser(db));
    await db.update(outbox).set({ state: 'parked' });
  });
  try {
    expect(await runScript('outbox.ts', { DATA_DIR }, ['--retry'])).toEqual({
      code: 0,
      stdout: 'Put back: 1. Delivered, with all else that was due: 1.\n',
      stderr: '',
    });
    const { stdout } = await runScript('outbox.ts', { DATA_DIR });
    expect(stdout).toMatch(/^delivered +1$/m);
  } finally {
    await remove();
  }
});
