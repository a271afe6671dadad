import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { ledgerEntries, users } from '@/lib/db/schema';
import { newId, type UserId } from '@/lib/ids';
import { newUser, settleGeneration } from '@/tests/support/metering';
import { migratedFolder } from '@/tests/support/migrated-folder';
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

it('audits the embedded database, when nothing else has it open', async () => {
  const [userId, other] = [newId<UserId>(), newId<UserId>()];
  const { DATA_DIR, remove } = await migratedFolder(async (db) => {
    await db.insert(users).values([userId, other].map((id) => ({ id, kind: 'member' as const })));
    await settleGeneration(db, userId);
    await settleGeneration(db, other);
    await db.update(ledgerEntries).set({ outputTokens: 1 }).where(eq(ledgerEntries.userId, userId));
  });
  try {
    const found = await runScript('audit.ts', { DATA_DIR });
    expect(found).toMatchObject({ code: 1, stdout: expect.stringContaining(userId), stderr: '' });
    const agreed = await runScript('audit.ts', { DATA_DIR }, ['--user', other]);
    expect(agreed).toMatchObject({ code: 0, stdout: expect.stringContaining('agree'), stderr: '' });
  } finally {
    await remove();
  }
});
