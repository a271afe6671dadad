import { createServer } from 'node:http';
import { DrizzleQueryError, sql } from 'drizzle-orm';
import { beforeEach, expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { listen } from '@/tests/support/listen';
import { booksOf, newUser, settleGeneration } from '@/tests/support/metering';
import { outbox } from '../db/schema';
import { deliverBatch } from './deliver';
import { remoteOpenMeter } from './remote';
import { accepts, openMeterThat, problem } from './testing/answering';

describeOnDatabases('delivering the outbox', (db) => {
  beforeEach(async () => {
    await db().delete(outbox);
  });

  async function settleEvents(count: number) {
    const userId = await newUser(db());
    for (let i = 0; i < count; i++) await settleGeneration(db(), userId);
    const { entries } = await booksOf(db(), userId);
    return { userId, ids: entries.map((entry) => entry.eventId) };
  }

  it('sends each event once', async () => {
    const { userId, ids } = await settleEvents(3);
    const { client, taken } = openMeterThat(accepts);
    expect(await deliverBatch(db(), client)).toEqual({ delivered: 3, parked: 0, retried: 0 });
    expect(await deliverBatch(db(), client)).toEqual({ delivered: 0, parked: 0, retried: 0 });
    expect(taken.sort()).toEqual(ids.sort());
    const { events } = await booksOf(db(), userId);
    expect(events.every((event) => event.state === 'delivered' && event.deliveredAt)).toBe(true);
  });

  it('lets several relays share the work without sending anything twice', async () => {
    const { ids } = await settleEvents(20);
    const { client, taken } = openMeterThat(accepts);
    await Promise.all(Array.from({ length: 4 }, () => deliverBatch(db(), client)));
    expect(taken.sort()).toEqual(ids.sort());
  });

  it.each([
    ['is down', () => problem(503, 'down')],
    ['refuses our key', () => problem(401, 'wrong key')],
    ['wants us to slow down', () => problem(429, 'slow down')],
  ])('keeps every event when OpenMeter %s, and sends it later', async (_, answer) => {
    const { userId, ids } = await settleEvents(10);
    const before = Date.now();
    expect(await deliverBatch(db(), openMeterThat(answer).client)).toEqual({
      delivered: 0,
      parked: 0,
      retried: 10,
    });
    const { events } = await booksOf(db(), userId);
    expect(events).toEqual(ids.map(() => expect.objectContaining({ state: 'pending', attempts: 1 })));
    const dueMs = events.map((event) => event.dueAt.getTime());
    expect(Math.min(...dueMs)).toBeGreaterThanOrEqual(before + 1_000);
    // Two of them may come to be due in the same millisecond by chance, but not all.
    expect(new Set(dueMs).size).toBeGreaterThan(1);

    await db().update(outbox).set({ dueAt: sql`now()` });
    const { client, taken } = openMeterThat(accepts);
    await deliverBatch(db(), client);
    expect(taken.sort()).toEqual(ids.sort());
  });

  // Followed, a redirect makes a GET of the POST: the list that it answers counted as taken.
  it.each([301, 302, 303, 307, 308])('keeps every event when a %i leads elsewhere', async (status) => {
    const { userId } = await settleEvents(1);
    const server = createServer(({ method }, response) => {
      if (method === 'GET') response.setHeader('Content-Type', 'application/json').end('[]');
      else response.writeHead(status, { Location: `http://${host}/api/v1/events?key=secret` }).end();
    });
    const host = `127.0.0.1:${await listen(server)}`;
    try {
      expect(await deliverBatch(db(), remoteOpenMeter(`http://${host}`))).toEqual({
        delivered: 0,
        parked: 0,
        retried: 1,
      });
    } finally {
      server.close();
    }
    const [event] = (await booksOf(db(), userId)).events;
    expect(event).toMatchObject({
      state: 'pending',
      lastError: expect.stringContaining(`OPENMETER_URL answers ${status}, a redirect to http://${host}.`),
    });
    expect(event?.lastError).not.toContain('secret');
  });

  // Whoever answered well counted as OpenMeter: what it got was never sent again.
  it.each([
    [200, ''],
    [202, ''],
    [200, '{"ok":true}'],
  ])('keeps every event when what answers %i is not OpenMeter, with the body "%s"', async (status, body) => {
    const { userId } = await settleEvents(1);
    const headers = { 'Content-Type': 'application/json' };
    const server = createServer((_, response) => response.writeHead(status, headers).end(body));
    try {
      const client = remoteOpenMeter(`http://127.0.0.1:${await listen(server)}`);
      expect(await deliverBatch(db(), client)).toEqual({ delivered: 0, parked: 0, retried: 1 });
    } finally {
      server.close();
    }
    const lastError = expect.stringContaining(`OPENMETER_URL answers ${status} to events`);
    expect((await booksOf(db(), userId)).events).toMatchObject([{ state: 'pending', lastError }]);
  });

  // A proxy's were taken for OpenMeter's, and every event was parked.
  it.each([
    [400, 'text/html'],
    [400, 'application/json'],
    [422, 'text/plain'],
  ])('keeps every event when the %i is not OpenMeter’s, but %s', async (status, type) => {
    await settleEvents(2);
    const page = '{"detail":"The plain HTTP request was sent to HTTPS port"}';
    const { client } = openMeterThat(() => new Response(page, { status, headers: { 'Content-Type': type } }));
    expect(await deliverBatch(db(), client)).toEqual({ delivered: 0, parked: 0, retried: 2 });
  });

  // It said "fetch failed", whatever was wrong.
  it('remembers why there was no connection', async () => {
    const { userId } = await settleEvents(1);
    const { client } = openMeterThat(() => {
      throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:8888') });
    });
    await deliverBatch(db(), client);
    expect((await booksOf(db(), userId)).events).toMatchObject([
      { lastError: 'connect ECONNREFUSED 127.0.0.1:8888' },
    ]);
  });

  it.each([
    [1, 1, 2],
    [4, 8, 16],
    [2_000, 300, 600],
  ])('tries an event that failed %i times again after %i to %i seconds', async (attempts, least, most) => {
    const { userId } = await settleEvents(10);
    await db()
      .update(outbox)
      .set({ attempts: attempts - 1 });
    const before = Date.now();
    await deliverBatch(db(), openMeterThat(() => problem(503, 'down')).client);
    const { events } = await booksOf(db(), userId);
    for (const { dueAt } of events) {
      expect(dueAt.getTime()).toBeGreaterThanOrEqual(before + least * 1_000);
      expect(dueAt.getTime()).toBeLessThanOrEqual(Date.now() + most * 1_000);
    }
  });

  it('does not send twice what OpenMeter took while the database was away', async () => {
    const { userId, ids } = await settleEvents(3);
    const { client, taken } = openMeterThat(accepts);
    let failures = 0;
    const execute = db().execute.bind(db());
    const atTimesAway = vi.spyOn(db(), 'execute').mockImplementation((query) => {
      if (taken.length === 0 || failures++ > 0) return execute(query);
      const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
      throw new DrizzleQueryError('update outbox', [], cause);
    });
    try {
      expect(await deliverBatch(db(), client)).toEqual({ delivered: 3, parked: 0, retried: 0 });
    } finally {
      atTimesAway.mockRestore();
    }
    expect(failures).toBe(2);
    expect(taken.sort()).toEqual(ids.sort());
    const { events } = await booksOf(db(), userId);
    expect(events.every(({ state }) => state === 'delivered')).toBe(true);
  });

  it('finds the one event that OpenMeter refuses, parks it with the reason, and sends the others', async () => {
    const { userId, ids } = await settleEvents(7);
    const poisoned = ids[4];
    const { client, taken } = openMeterThat((events) =>
      events.some((event) => event.id === poisoned)
        ? problem(400, 'the event is not right')
        : accepts(events),
    );
    expect(await deliverBatch(db(), client)).toEqual({ delivered: 6, parked: 1, retried: 0 });
    expect(taken.sort()).toEqual(ids.filter((id) => id !== poisoned).sort());
    const { events } = await booksOf(db(), userId);
    expect(events.filter((event) => event.state === 'parked')).toMatchObject([
      { event: { id: poisoned }, lastError: expect.stringContaining('the event is not right') },
    ]);
  });
});
