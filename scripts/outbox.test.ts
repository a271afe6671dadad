import { createServer } from 'node:http';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { generations, outbox } from '@/lib/db/schema';
import { listen } from '@/tests/support/listen';
import { booksOf, newUser, settleGeneration } from '@/tests/support/metering';
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
      stdout: 'Put back: 1. Delivered of these: 1.\n',
      stderr: '',
    });
    const { stdout } = await runScript('outbox.ts', { DATA_DIR });
    expect(stdout).toMatch(/^delivered +1$/m);
  } finally {
    await remove();
  }
});

/** A Postgres where two events are parked. */
async function withTwoParked() {
  const { DATABASE_URL, db, close } = await migratedPostgres();
  const userId = await newUser(db);
  for (let event = 0; event < 2; event++) await settleGeneration(db, userId);
  await db.update(outbox).set({ state: 'parked' });
  const ids = (await booksOf(db, userId)).entries.map(({ eventId }) => eventId);
  return { settings: { DATABASE_URL, LOG_LEVEL: 'silent' }, db, ids, close };
}

// It said that OpenMeter can’t be reached, whatever was wrong.
it('says what went wrong when it sent parked events again', async () => {
  const { settings, close } = await withTwoParked();
  const server = createServer((_, response) => response.writeHead(401).end());
  const OPENMETER_URL = `http://127.0.0.1:${await listen(server)}`;
  try {
    const { code, stdout } = await runScript('outbox.ts', { ...settings, OPENMETER_URL }, ['--retry']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Put back: 2\. Delivered of these: 0\.$/m);
    expect(stdout).toMatch(
      /^Still pending: 2\. The app sends them when it can; last try: .*\[401\]: Unauthorized$/m,
    );
  } finally {
    server.close();
    await close();
  }
});

// It ended as if all were delivered.
it('says that events are still pending which the app beside it has taken to send them', async () => {
  const { settings, db, close } = await withTwoParked();
  try {
    for (const statement of [
      `create function taken() returns trigger language plpgsql as
        $$ begin new.due_at = now() + interval '1 hour'; return new; end $$`,
      "create trigger taken before update on outbox for each row when (old.state = 'parked') execute function taken()",
    ])
      await db.execute(sql.raw(statement));
    expect(await runScript('outbox.ts', settings, ['--retry'])).toMatchObject({
      code: 1,
      stdout: 'Put back: 2. Delivered of these: 0.\nStill pending: 2. The app sends them when it can.\n',
    });
  } finally {
    await close();
  }
});

// It ended with 1.
it('takes an id that is named twice for one', async () => {
  const { settings, ids, close } = await withTwoParked();
  const [id = ''] = ids;
  try {
    expect(await runScript('outbox.ts', settings, ['--retry', id, id])).toMatchObject({
      code: 0,
      stdout: 'Put back: 1. Delivered of these: 1.\n',
    });
  } finally {
    await close();
  }
});
