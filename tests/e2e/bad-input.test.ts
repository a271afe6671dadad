import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { createKey } from '@/lib/api-keys/create';
import { createDatabase } from '@/tests/support/create-database';
import { newUser } from '@/tests/support/metering';
import { NOBODYS_PORT } from '@/tests/support/nobodys-port';
import { StartedParts } from '@/tests/support/started-parts';
import { type App, startApp } from './support/app';
import { openBooks } from './support/books';
import { startBreakableLine } from './support/breakable-line';
import { type Client, errorOf, signInAsGuest, turn } from './support/client';
import { DEMO_MODEL, type Stack, startStack } from './support/stack';

describe('bad input', () => {
  const parts = new StartedParts();
  let app: Stack['app'];
  let upstream: Stack['upstream'];
  let books: Stack['books'];
  let client: Client;

  beforeAll(async () => {
    ({ app, upstream, books } = await parts.start(startStack(), (each) => each.stop()));
    client = await signInAsGuest(app.url);
  });
  afterEach(async () => {
    // Else the call for a title would meet the next test's fault.
    await expect.poll(() => books.awaitedTitles()).toEqual([]);
    upstream.faults.clear();
  });
  afterAll(() => parts.end());

  const post = (body: string) => client.fetch('/api/chat', { method: 'POST', body });

  it.each([
    ['an empty message', turn('  '), 400, 'The message is empty.'],
    ['what is no JSON', '{"chatId":', 400, 'not JSON'],
    ['a wrong shape', '{"chatId":"1"}', 400, 'chatId'],
    ['a model that isn’t there', turn('Hi', randomUUID(), 'gpt-99'), 400, 'There is no model “gpt-99”'],
    ['ten megabytes', turn('a'.repeat(10_000_000)), 413, 'over the limit of 4 MB'],
    ['more than the model’s context', turn('word '.repeat(200_000)), 400, 'Shorten the message'],
  ])('answers %s with the right status and a clear sentence', async (_, body, status, sentence) => {
    const answer = await errorOf(await post(body));
    expect(answer.status).toBe(status);
    expect(answer.message).toContain(sentence);
  });

  it('keeps nothing of a message that was too long', async () => {
    const chatId = randomUUID();
    await client.say('word '.repeat(200_000), { chatId });
    expect((await client.fetch(`/chat/${chatId}`)).status).toBe(404);
  });

  it('answers 404 to another person’s chat, as if it did not exist', async () => {
    const chatId = randomUUID();
    await (await client.say('Mine', { chatId })).text();
    const stranger = await signInAsGuest(app.url);
    expect(await errorOf(await stranger.say('Yours?', { chatId }))).toMatchObject({
      status: 404,
      code: 'not_found',
    });
    const stop = await stranger.fetch(`/api/chat/${chatId}/stop`, { method: 'POST' });
    expect(await errorOf(stop)).toMatchObject({ status: 404 });
    expect((await stranger.fetch(`/chat/${chatId}`)).status).toBe(404);
    expect((await client.fetch(`/chat/${chatId}`)).status).toBe(200);
  });

  it('answers 401 without a session, and sends pages to sign in', async () => {
    const answer = await fetch(`${app.url}/api/chat`, { method: 'POST', body: turn('Hi') });
    expect(await errorOf(answer)).toMatchObject({ status: 401, code: 'sign_in_required' });
    const page = await fetch(`${app.url}/billing`, { redirect: 'manual' });
    expect(page.status).toBe(307);
    expect(page.headers.get('location')).toContain('/sign-in?next=%2Fbilling');
  });

  it.each([
    ['unauthorized', 502, 'OPENAI_API_KEY'],
    ['rate-limited', 503, 'busy'],
    ['server-error', 502, 'had an error'],
    ['html', 502, 'Try again'],
    ['broken-json', 502, 'Try again'],
  ] as const)(
    'says what is wrong when the model’s server answers with %s',
    async (fault, status, sentence) => {
      upstream.faults.next(fault, 2);
      const answer = await errorOf(await client.say('Hi'));
      expect(answer.status).toBe(status);
      expect(answer.message).toContain(sentence);
      // An answer may leave before the bill is written.
      await expect.poll(() => books.openHolds()).toEqual([]);
    },
  );

  it('goes on when a reply breaks off in mid-stream, with the text that came and a sentence', async () => {
    upstream.faults.next({ kind: 'reset', afterDeltas: 5 });
    const body = await (await client.say('What is a token?')).text();
    expect(body).toContain('"type":"text-delta"');
    expect(body).toContain('"type":"error"');
    await expect.poll(() => books.openHolds()).toEqual([]);
  });

  it('serves a file to its owner alone, and as what it is', async () => {
    const [owner, stranger] = [client, await signInAsGuest(app.url)];
    const page = Buffer.from('<script>alert(1)</script>');
    const upload = (body: Uint8Array<ArrayBuffer>) =>
      owner.fetch('/api/attachments?name=page.html', { method: 'POST', body });
    const saved = await (await upload(page)).json();
    const address = `/api/attachments/${saved.id}`;
    const served = await owner.fetch(address);
    expect(await served.text()).toBe(page.toString());
    expect(Object.fromEntries(served.headers)).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="page.html"; filename*=UTF-8''page.html`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
    });
    const etag = String(served.headers.get('etag'));
    expect((await owner.fetch(address, { headers: { 'If-None-Match': etag } })).status).toBe(304);
    expect((await stranger.fetch(address, { headers: { 'If-None-Match': etag } })).status).toBe(404);
    expect((await stranger.fetch(address, { method: 'DELETE' })).status).toBe(204);
    expect((await owner.fetch(address)).status).toBe(200);
    expect((await fetch(app.url + address)).status).toBe(401);
    expect((await owner.fetch('/api/attachments/1')).status).toBe(404);
    expect((await upload(Buffer.alloc(5 * 1024 * 1024, 'a'))).status).toBe(413);
    expect((await upload(Buffer.from('4d5a90000300', 'hex'))).status).toBe(400);
    expect((await owner.fetch(address, { method: 'DELETE' })).status).toBe(204);
    expect((await owner.fetch(address)).status).toBe(404);
  });
});

describe('a setting that is wrong', () => {
  // The server said that it was ready, and answered every request with a 500.
  it.each([
    ['AUTH_SECRET', '', 'AUTH_SECRET is not set. Sessions are encrypted with it, so production needs one'],
    ['FREE_ALLOWANCE_USD', '5 $', '  FREE_ALLOWANCE_USD must be an amount in US dollars. Example: '],
  ])('stops the start, which names it and says why: %s=%s', async (name, value, sentence) => {
    const end = await startApp({ env: { [name]: value } }).then((app) => app.stop(), String);
    expect(end).toMatch(/The app ended with 1:/);
    expect(end).toContain(sentence);
    // In a sentence, not as it was thrown.
    expect(end).not.toContain('    at ');
  });
});

describe('a part that is down', () => {
  it('is the model’s server: the message is kept, and the answer says so', async () => {
    const env = {
      OPENAI_BASE_URL: `http://127.0.0.1:${NOBODYS_PORT}/v1`,
      OPENAI_MODELS: DEMO_MODEL,
      GUESTS: 'on',
    };
    await withApp({ ...env, DATABASE_URL: await migratedDatabase() }, async ({ url }) => {
      const client = await signInAsGuest(url);
      const chatId = randomUUID();
      const answer = await errorOf(await client.say('Are you there?', { chatId }));
      expect(answer).toMatchObject({ status: 502, code: 'upstream_unreachable' });
      expect(await (await client.fetch(`/chat/${chatId}`)).text()).toContain('Are you there?');
    });
  });

  it('is OpenMeter: the chat goes on, and the billing page says so', async () => {
    const env = { OPENMETER_URL: `http://127.0.0.1:${NOBODYS_PORT}` };
    await withApp({ ...env, DATABASE_URL: await migratedDatabase() }, async ({ url }) => {
      const client = await signInAsGuest(url);
      expect(await (await client.say('Hello!')).text()).toContain('"type":"finish"');
      const billing = await (await client.fetch('/billing')).text();
      expect(billing).toContain('The meter can’t be reached, so charts and totals are missing.');
      expect(billing).toContain('tokentally-demo-2026-11-01');
    });
  });

  it('is the database: chat and API ask to be called again, and the billing page says so', async () => {
    const databaseUrl = await createDatabase(inject('postgresUrl'));
    const books = await openBooks(databaseUrl);
    onTestFinished(books.close);
    const line = await startBreakableLine(databaseUrl);
    onTestFinished(line.close);
    const throughLine = Object.assign(new URL(databaseUrl), { port: new URL(line.url).port }).href;
    await withApp({ DATABASE_URL: throughLine }, async ({ url }) => {
      const client = await signInAsGuest(url);
      const { key } = await createKey(books.db, { userId: await newUser(books.db), name: 'test' });
      line.cut();

      const unreachable = { status: 503, code: 'database_unreachable' };
      const chat = await client.say('Hi');
      expect(chat.headers.get('retry-after')).toBe('5');
      expect(await errorOf(chat)).toMatchObject({ ...unreachable, message: expect.stringMatching(/moment/) });

      const api = await fetch(`${url}/v1/chat/completions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'tokentally-demo', messages: [{ role: 'user', content: 'Hi' }] }),
      });
      expect(api.headers.get('retry-after')).toBe('5');
      expect(await errorOf(api)).toMatchObject(unreachable);

      const billing = await client.fetch('/billing');
      expect(billing.status).toBe(200);
      expect(await billing.text()).toContain('These figures can’t be read right now. Nothing is lost.');
    });
  });

  it('is the database from the start: the server starts all the same, and its log says so', async () => {
    const databaseUrl = `postgres://nobody@127.0.0.1:${NOBODYS_PORT}/none`;
    await withApp({ DATABASE_URL: databaseUrl }, async ({ output }) => {
      // The page that the app is asked for may be answered first.
      await expect.poll(output).toContain('the database can’t be reached yet');
    });
  });
});

async function withApp(env: Record<string, string>, use: (app: App) => Promise<void>): Promise<void> {
  const app = await startApp({ env });
  try {
    await use(app);
  } finally {
    await app.stop();
  }
}

async function migratedDatabase(): Promise<string> {
  const databaseUrl = await createDatabase(inject('postgresUrl'));
  await (await openBooks(databaseUrl)).close();
  return databaseUrl;
}
