import { expect, it } from 'vitest';
import { ledgerEntries } from '@/lib/db/schema';
import { newId, type UserId } from '@/lib/ids';
import { newUser, settleGeneration } from '@/tests/support/metering';
import { migratedPostgres } from './testing/migrated-postgres';
import { runScript } from './testing/run-script';

// Both found nothing, and said that all agree.
it('audits the user whose id was given in capitals, and refuses an id that nobody has', async () => {
  const { DATABASE_URL, db, close } = await migratedPostgres();
  try {
    const [userId, nobody] = [await newUser(db), newId<UserId>()];
    await settleGeneration(db, userId);
    await db.update(ledgerEntries).set({ outputTokens: 1 });
    const found = await runScript('audit.ts', { DATABASE_URL }, ['--user', userId.toUpperCase()]);
    expect(found).toMatchObject({ code: 1, stdout: expect.stringContaining(userId) });
    expect(await runScript('audit.ts', { DATABASE_URL }, ['--user', nobody])).toEqual({
      code: 2,
      stdout: '',
      stderr: `No user has the id ${nobody}. Take it from the table users, or from an event.\n`,
    });
  } finally {
    await close();
  }
});
