import { createServer, type ServerResponse } from 'node:http';
import { expect, inject, it } from 'vitest';
import { migrate } from '@/lib/db/migrate';
import { openPostgres } from '@/lib/db/postgres';
import { createDatabase } from '@/tests/support/create-database';
import { listen } from '@/tests/support/listen';
import { newUser, settleGeneration } from '@/tests/support/metering';
import { startScript } from './testing/run-script';

// npm and tsx pass Ctrl-C on to a process that had it from the terminal: the second ended it in the midst of its batch.
it('finishes its batch and notes it, however often Ctrl-C comes', async () => {
  const DATABASE_URL = await createDatabase(inject('postgresUrl'));
  const { db, close } = await migrated(DATABASE_URL);
  const userId = await newUser(db);
  // More than a batch.
  await Promise.all(Array.from({ length: 501 }, () => settleGeneration(db, userId)));

  const openMeter = await holdingEvents();
  const { child, ended } = startScript('openmeter-export.ts', { DATABASE_URL, OPENMETER_URL: openMeter.url });
  try {
    const answer = await openMeter.asked;
    for (let times = 0; times < 3; times++) {
      child.kill('SIGINT');
      await new Promise((done) => setTimeout(done, 50));
    }
    answer.writeHead(204).end();
    const { code, stdout, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(stdout).toMatch(/500 of 501 events sent\nStopped\. Run it again to go on from here\.\n$/);
    const [progress] = await db.query.openmeterExports.findMany();
    expect(progress).toMatchObject({ target: openMeter.url, lastOutboxId: 500n });
  } finally {
    openMeter.close();
    await close();
  }
});

async function migrated(url: string) {
  const connection = openPostgres(url);
  await migrate(connection);
  return connection;
}

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
