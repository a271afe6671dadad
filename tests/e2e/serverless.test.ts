import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listen } from '@/tests/support/listen';
import { StartedParts } from '@/tests/support/started-parts';
import { temporaryFolder } from '@/tests/support/temporary-folder';
import { signInAsGuest } from './support/client';
import { type Stack, startStack } from './support/stack';

const CRON_SECRET = 'a-secret-of-the-cron-job';

/** As on Vercel: nothing runs between requests, and no folder can be written. */
describe('the built app as a function', () => {
  const parts = new StartedParts();
  let stack: Stack;
  let app: Stack['app'];
  let upstream: Stack['upstream'];
  let books: Stack['books'];
  let isMeterAway = false;
  const openMeter = createServer((request, response) =>
    request.resume().once('end', () => response.writeHead(isMeterAway ? 503 : 204).end()),
  );

  beforeAll(async () => {
    const env = {
      VERCEL: '1',
      DATA_DIR: await noFolder(parts),
      OPENMETER_URL: `http://127.0.0.1:${await listen(openMeter)}`,
      CRON_SECRET,
    };
    stack = await parts.start(startStack({ tokenDelayMs: 5, env }), (each) => each.stop());
    ({ app, upstream, books } = stack);
  });
  afterAll(async () => {
    await parts.end();
    openMeter.close();
  });

  /** What earlier tests have left in the database. */
  let earlier = new Set<string>();
  beforeEach(async () => {
    // A title is asked for after its reply, and metered before the chat has it.
    await expect.poll(() => books.awaitedTitles()).toEqual([]);
    earlier = new Set((await books.entries()).map(({ generationId }) => generationId));
  });
  const isNew = ({ generationId }: { generationId: string }) => !earlier.has(generationId);

  function cron(secret?: string): Promise<Response> {
    const headers: HeadersInit = secret ? { Authorization: `Bearer ${secret}` } : {};
    return fetch(`${app.url}/api/cron/relay`, { headers });
  }

  /** How the events of replies stand; those of titles come later. */
  async function eventsOfReplies() {
    const replies = (await books.entries()).filter(isNew).filter(({ via }) => via === 'chat');
    const events = await books.events();
    return replies.map(({ generationId, outcome }) => ({
      outcome,
      event: events.find((event) => event.generationId === generationId)?.state,
    }));
  }

  it('needs no folder, and sends what a reply used to the meter after the reply', async () => {
    const client = await signInAsGuest(app.url);
    const reply = await client.say('What is a token?');
    expect(await reply.text()).toContain('"finish"');
    await expect.poll(eventsOfReplies).toEqual([{ outcome: 'complete', event: 'delivered' }]);
    const billing = await client.fetch('/billing');
    expect(billing.status).toBe(200);
  });

  it('sends what could not be sent after a reply when the cron job calls, who must know the secret', async () => {
    isMeterAway = true;
    const client = await signInAsGuest(app.url);
    await (await client.say('Hello!')).text();
    // The reply, and the title of its chat.
    const waiting = async () =>
      (await books.events()).filter(isNew).filter(({ state }) => state === 'pending');
    // One has failed when its error is noted. What follows the title may try the reply's event once more.
    const failed = async () => (await waiting()).filter(({ lastError }) => lastError);
    await expect.poll(failed).toHaveLength(2);
    isMeterAway = false;
    await books.db.execute('update outbox set due_at = now()');
    for (const wrong of [undefined, `${CRON_SECRET}x`]) expect((await cron(wrong)).status).toBe(401);
    expect(await waiting()).toHaveLength(2);
    expect((await cron(CRON_SECRET)).status).toBe(204);
    expect(await waiting()).toEqual([]);
  });

  it('ends and meters with the cron job what a killed function left open', async () => {
    const client = await signInAsGuest(app.url);
    const before = upstream.journal.totals().outputTokens;
    const reply = await client.say('/long');
    await expect.poll(() => upstream.journal.totals().outputTokens).toBeGreaterThan(before + 100);
    await app.stop('SIGKILL');
    await reply.body?.cancel().catch(ignoreBroken);
    await stack.startAgain();
    await expect
      .poll(async () => {
        expect((await cron(CRON_SECRET)).status).toBe(204);
        return eventsOfReplies();
      })
      .toEqual([{ outcome: 'failed', event: 'delivered' }]);
    expect(await books.openHolds()).toEqual([]);
  });
});

/** A path at which no folder can be made: there is a file in its way. Root may write everywhere else. */
async function noFolder({ atEnd }: StartedParts): Promise<string> {
  const file = join(await temporaryFolder(atEnd), 'file');
  await writeFile(file, '');
  return join(file, 'data');
}

/** The connection broke with the process: that is what the test is about. */
function ignoreBroken(): void {}
