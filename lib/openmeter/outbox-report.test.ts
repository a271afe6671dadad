import { OpenMeter } from '@openmeter/sdk';
import { eq, sql } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, newUser, settleGeneration } from '@/tests/support/metering';
import { generations, outbox } from '../db/schema';
import type { UserId } from '../ids';
import { deliverDue } from './deliver-due';
import { fateOf, listParked, summarizeOutbox } from './outbox-report';
import { sendParkedAgain } from './send-again';

/** An OpenMeter that refuses some events, until it is told to take them. */
function pickyOpenMeter(refused: Set<string>) {
  const taken: string[] = [];
  const client = new OpenMeter({
    baseUrl: 'http://openmeter.test',
    async fetch(request) {
      const ids = (await request.json()).map((event: { id: string }) => event.id);
      if (ids.some((id: string) => refused.has(id))) return problem('the subject is unknown');
      taken.push(...ids);
      return new Response(null, { status: 204 });
    },
  });
  return { client, taken };
}

function problem(detail: string): Response {
  return new Response(JSON.stringify({ title: 'Bad Request', status: 400, detail }), {
    status: 400,
    headers: { 'Content-Type': 'application/problem+json' },
  });
}

describeOnDatabases('the outbox as an operator sees it', (db) => {
  let userId: UserId;
  let ids: string[];

  beforeEach(async () => {
    await db().delete(outbox);
    userId = await newUser(db());
    for (let i = 0; i < 4; i++) await settleGeneration(db(), userId);
    const { entries } = await booksOf(db(), userId);
    ids = entries.map((entry) => entry.eventId);
  });

  it('counts what is pending, delivered and parked', async () => {
    expect(await summarizeOutbox(db())).toMatchObject({ pending: 4, delivered: 0, parked: 0 });
    await deliverDue(db(), pickyOpenMeter(new Set(ids.slice(0, 1))).client);
    expect(await summarizeOutbox(db())).toEqual({ pending: 0, delivered: 3, parked: 1, oldest: null });
  });

  it('says when the oldest pending event was billed, and what it waits for', async () => {
    const { calls } = await booksOf(db(), userId);
    await db()
      .update(generations)
      .set({ settledAt: sql`now() - interval '90 minutes'` })
      .where(eq(generations.id, calls[1]?.id ?? ''));
    await db().update(outbox).set({ lastError: 'connection refused' });
    const { oldest } = await summarizeOutbox(db());
    expect(oldest?.lastError).toBe('connection refused');
    expect(Math.floor((oldest?.billedForMs ?? 0) / 60_000)).toBe(90);
  });

  it('says what has become of some events, and what went wrong with those that are pending', async () => {
    const [delivered = '', parked = '', failed = '', untried = ''] = ids;
    const states = [
      { id: delivered, state: 'delivered', lastError: null },
      { id: parked, state: 'parked', lastError: 'the subject is unknown' },
      { id: failed, state: 'pending', lastError: 'connection refused' },
    ] as const;
    for (const { id, ...state } of states)
      await db().update(outbox).set(state).where(sql`event ->> 'id' = ${id}`);
    expect(await fateOf(db(), ids)).toEqual({
      delivered: 1,
      parked: 1,
      pending: 2,
      lastError: 'connection refused',
    });
    expect(await fateOf(db(), [parked, untried])).toEqual({
      delivered: 0,
      parked: 1,
      pending: 1,
      lastError: null,
    });
  });

  it('lists the parked events with the reason', async () => {
    await deliverDue(db(), pickyOpenMeter(new Set(ids.slice(1, 3))).client);
    const reason = expect.stringContaining('the subject is unknown');
    expect(await listParked(db())).toMatchObject([
      { id: ids[1], userId, attempts: 1, reason },
      { id: ids[2], userId, attempts: 1, reason },
    ]);
  });

  it('sends parked events again, all or those that are named', async () => {
    const refused = new Set(ids.slice(0, 3));
    const { client, taken } = pickyOpenMeter(refused);
    await deliverDue(db(), client);
    refused.clear();

    const named = ids.slice(1, 2);
    expect(await sendParkedAgain(db(), [...named, 'no-such-event', ...ids.slice(3)])).toEqual(named);
    expect(await deliverDue(db(), client)).toEqual({ delivered: 1, parked: 0, retried: 0 });
    expect(await sendParkedAgain(db())).toHaveLength(2);
    await deliverDue(db(), client);
    expect(taken.sort()).toEqual(ids.sort());
    expect(await listParked(db())).toEqual([]);
  });

  it('parks them again while OpenMeter still refuses them', async () => {
    const { client } = pickyOpenMeter(new Set(ids.slice(0, 1)));
    await deliverDue(db(), client);
    await sendParkedAgain(db());
    expect(await deliverDue(db(), client)).toEqual({ delivered: 0, parked: 1, retried: 0 });
    expect(await listParked(db())).toMatchObject([{ attempts: 2 }]);
  });
});
