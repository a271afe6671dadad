import { createServer, type ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { openmeterExports } from '@/lib/db/schema';
import { listen } from '@/tests/support/listen';
import { newUser, settleGeneration } from '@/tests/support/metering';
import { migratedFolder } from '@/tests/support/migrated-folder';
import { migratedPostgres } from './testing/migrated-postgres';
import { runScript, startScript } from './testing/run-script';

// npm and tsx pass Ctrl-C on to a process that had it from the terminal: the second ended it in the midst of its batch.
it('finishes its batch and notes it, however often Ctrl-C comes', async () => {
  const { DATABASE_URL, db, close } = await migratedPostgres();
  const userId = await newUser(db);
  // More than a batch.
  await Promise.all(Array.from({ length: 501 }, () => settleGeneration(db, userId)));

  const openMeter = await holdingEvents();
  const settings = { DATABASE_URL, OPENMETER_URL: openMeter.url };
  const { child, ended, printed } = startScript('openmeter-export.ts', settings);
  try {
    const answer = await openMeter.asked;
    child.kill('SIGINT');
    await printed('Sending ends');
    child.kill('SIGINT');
    answer.writeHead(204).end();
    const { code, stdout, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(stdout.match(/Sending ends/g)).toHaveLength(1);
    expect(stdout).toMatch(
      /500 of 501 events sent\nStopped\. `npm run openmeter:export`, without --again, goes on from here\.\n$/,
    );
    const [progress] = await db.query.openmeterExports.findMany();
    expect(progress).toMatchObject({ target: openMeter.url, lastOutboxId: 500n });
  } finally {
    openMeter.close();
    await close();
  }
});

// It said to run it again, which sent nothing, and the loop of docs/openmeter.md never ended.
it('says what sends everything again, where OpenMeter lacks what it was sent before', async () => {
  const { DATABASE_URL, db, close } = await migratedPostgres();
  try {
    const userId = await newUser(db);
    await settleGeneration(db, userId);
    await settleGeneration(db, userId);
    // As after an export to a meter that has lost everything since.
    await db.insert(openmeterExports).values({ target: 'embedded', lastOutboxId: 1n });
    const part = await runScript('openmeter-export.ts', { DATABASE_URL });
    expect(part).toMatchObject({ code: 1, stdout: expect.stringContaining('embedded: 1 of 1 events sent') });
    expect(part.stdout).toContain('`npm run openmeter:export`, without --again, sends what is new');

    const nothing = await runScript('openmeter-export.ts', { DATABASE_URL });
    expect(nothing).toMatchObject({ code: 1, stdout: expect.stringContaining('0 of 0 events sent') });
    expect(nothing.stdout).not.toContain('without --again');
    expect(nothing.stdout).toContain('npm run openmeter:export -- --again');

    const again = await runScript('openmeter-export.ts', { DATABASE_URL }, ['--again']);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('2 of 2 events sent') });
  } finally {
    await close();
  }
});

it('brings what the embedded database has to the meter there', async () => {
  const { DATA_DIR, remove } = await migratedFolder(async (db) => {
    await settleGeneration(db, await newUser(db));
  });
  try {
    const sent = await runScript('openmeter-export.ts', { DATA_DIR });
    expect(sent).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('embedded: 1 of 1 events sent'),
      stderr: '',
    });
    expect(sent.stdout).toContain('Events in the outbox: 1. Counted by OpenMeter: 1.');
  } finally {
    await remove();
  }
});

/** An OpenMeter that has all meters, and answers to events when it is told to. */
async function holdingEvents() {
  let hold: (answer: ServerResponse) => void = () => {};
  const asked = new Promise<ServerResponse>((resolve) => {
    hold = resolve;
  });
  const server = createServer((request, response) => {
    request.resume();
    if (request.method === 'POST') hold(response);
    else response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
  });
  const url = `http://127.0.0.1:${await listen(server)}`;
  return { url, asked, close: () => server.close() };
}
