import { randomUUID } from 'node:crypto';
import { OpenMeter } from '@openmeter/sdk';
import { eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, newUser, settleGeneration } from '@/tests/support/metering';
import { outbox } from '../db/schema';
import { createEmbeddedOpenMeter } from '../embedded/openmeter';
import type { UserId } from '../ids';
import type { UsageEvent } from './event';
import { exportEvents, forgetExport } from './export';
import { compareExport } from './export-comparison';
import { METERS } from './meters';

const BATCH_SIZE = 3;
const EVENTS = 11;

describeOnDatabases('exporting all events to an OpenMeter', (db, kind) => {
  let userId: UserId;
  let target: string;

  beforeEach(async () => {
    await db().delete(outbox);
    target = `http://${randomUUID()}.openmeter`;
    userId = await newUser(db());
    for (let i = 0; i < EVENTS; i++) await settle(i);
  });

  const settle = (minute: number) =>
    settleGeneration(db(), userId, {
      occurredAt: new Date(Date.UTC(2026, 10, 3, 23, 55 + minute)),
      usage: { uncached: 100, cacheRead: 0, cacheWrite: 0, output: 10 + minute, reasoning: 0 },
    });

  const idsOfLedger = async () => (await booksOf(db(), userId)).entries.map(({ eventId }) => eventId).sort();

  /** An OpenMeter that dedupes. It counts what it was sent, and can be made to fail before or after it takes a batch. */
  function remoteOpenMeter() {
    const serve = createEmbeddedOpenMeter({ db: async () => db(), meters: METERS, namespace: randomUUID() });
    const sent: string[][] = [];
    const mishap: { before?: (ids: string[]) => Response | undefined; after?: () => void } = {};
    const client = new OpenMeter({
      baseUrl: target,
      async fetch(request) {
        if (request.method !== 'POST') return serve(request);
        const events: UsageEvent[] = await request.clone().json();
        const ids = events.map(({ id }) => id);
        const refusal = mishap.before?.(ids);
        if (refusal) return refusal;
        sent.push(ids);
        const response = await serve(request);
        mishap.after?.();
        return response;
      },
    });
    return { client, sent, mishap };
  }

  const run = async (client: OpenMeter) => {
    let last = { total: 0, taken: 0, refused: [] as { id: string; reason: string }[] };
    for await (const progress of exportEvents(db(), client, { target, batchSize: BATCH_SIZE }))
      last = progress;
    return last;
  };

  const agrees = { events: { outbox: BigInt(EVENTS), meter: BigInt(EVENTS) }, differences: [] };

  it('sends what is pending, delivered and parked alike, once, and leaves the outbox as it is', async () => {
    const before = (await booksOf(db(), userId)).events;
    await db()
      .update(outbox)
      .set({ state: 'delivered' })
      .where(eq(outbox.id, before[1]?.id ?? 0n));
    await db()
      .update(outbox)
      .set({ state: 'parked' })
      .where(eq(outbox.id, before[2]?.id ?? 0n));
    const asTheyWere = (await booksOf(db(), userId)).events;
    const { client, sent } = remoteOpenMeter();
    expect(await run(client)).toEqual({ total: EVENTS, taken: EVENTS, refused: [] });
    expect(sent.flat().sort()).toEqual(await idsOfLedger());
    expect(sent.map((batch) => batch.length)).toEqual([3, 3, 3, 2]);
    expect(await compareExport(db(), client)).toEqual(agrees);
    expect((await booksOf(db(), userId)).events).toEqual(asTheyWere);
  });

  it('loses and doubles nothing when it dies at any batch, before or after OpenMeter took it', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let batch = 0; batch < Math.ceil(EVENTS / BATCH_SIZE); batch++) {
        target = `http://${when}-${batch}-${randomUUID()}.openmeter`;
        const { client, sent, mishap } = remoteOpenMeter();
        mishap[when] = () => {
          if (sent.length < (when === 'before' ? batch : batch + 1)) return undefined;
          throw new TypeError('fetch failed');
        };
        await expect(run(client)).rejects.toThrow('fetch failed');
        const sentBefore = sent.flat();
        mishap[when] = undefined;
        const { total, taken } = await run(client);
        // It goes on where it stopped: only the batch whose answer was lost goes twice.
        expect([total, taken]).toEqual([EVENTS - batch * BATCH_SIZE, EVENTS - batch * BATCH_SIZE]);
        expect(sentBefore.length).toBe(
          Math.min((when === 'before' ? batch : batch + 1) * BATCH_SIZE, EVENTS),
        );
        expect([...new Set(sent.flat())].sort()).toEqual(await idsOfLedger());
        expect(await compareExport(db(), client)).toEqual(agrees);
      }
    }
  });

  it('sends nothing when it is run again, and what is new since', async () => {
    const { client, sent } = remoteOpenMeter();
    for await (const { taken } of exportEvents(db(), client, { target, batchSize: BATCH_SIZE })) {
      if (taken > 0) break;
    }
    expect(sent.flat()).toHaveLength(BATCH_SIZE);
    expect(await run(client)).toMatchObject({ taken: EVENTS - BATCH_SIZE });
    expect(await run(client)).toEqual({ total: 0, taken: 0, refused: [] });
    await settle(EVENTS);
    expect(await run(client)).toMatchObject({ total: 1, taken: 1 });
    expect(sent.flat().sort()).toEqual(await idsOfLedger());
  });

  it('keeps apart how far it came with one OpenMeter and with another, and begins anew when told', async () => {
    const { client, sent } = remoteOpenMeter();
    await run(client);
    const first = target;
    target = `http://${randomUUID()}.openmeter`;
    expect(await run(remoteOpenMeter().client)).toMatchObject({ taken: EVENTS });
    target = first;
    await forgetExport(db(), target);
    expect(await run(client)).toMatchObject({ taken: EVENTS });
    expect(sent.flat()).toHaveLength(2 * EVENTS);
    expect(await compareExport(db(), client)).toEqual(agrees);
  });

  it('tells which events OpenMeter refuses, sends the others, and finds them lacking', async () => {
    const { client, sent, mishap } = remoteOpenMeter();
    const [, refused = ''] = await idsOfLedger();
    mishap.before = (ids) =>
      ids.includes(refused)
        ? new Response('{"title":"Bad Request","status":400,"detail":"not this one"}', {
            status: 400,
            headers: { 'Content-Type': 'application/problem+json' },
          })
        : undefined;
    expect(await run(client)).toMatchObject({ taken: EVENTS - 1, refused: [{ id: refused }] });
    expect(sent.flat().sort()).toEqual((await idsOfLedger()).filter((id) => id !== refused));
    const { events, differences } = await compareExport(db(), client);
    expect(events).toEqual({ outbox: BigInt(EVENTS), meter: BigInt(EVENTS - 1) });
    expect(differences).toContainEqual(expect.objectContaining({ figure: 'requests', who: userId }));
  });

  // It took it for a refusal of each event, and never sent any of them again.
  it('stops at a 400 that is not OpenMeter’s, and goes on from there', async () => {
    const { client, mishap } = remoteOpenMeter();
    mishap.before = () => new Response('<h1>Blocked</h1>', { status: 400 });
    await expect(run(client)).rejects.toThrow('[400]');
    mishap.before = undefined;
    expect(await run(client)).toEqual({ total: EVENTS, taken: EVENTS, refused: [] });
  });

  it('compares nothing with nothing', async () => {
    await db().delete(outbox);
    const { client } = remoteOpenMeter();
    expect(await run(client)).toEqual({ total: 0, taken: 0, refused: [] });
    expect(await compareExport(db(), client)).toEqual({ events: { outbox: 0n, meter: 0n }, differences: [] });
  });

  it.runIf(kind === 'postgres')(
    'waits for an event that has its number but is not committed yet',
    async () => {
      const { client, sent } = remoteOpenMeter();
      const late = (await booksOf(db(), userId)).events.at(-1);
      if (!late) throw new Error('There are events.');
      await db().delete(outbox).where(eq(outbox.id, late.id));
      let exported: Promise<unknown> | undefined;
      await db().transaction(async (tx) => {
        // As a settlement does that has its number, and commits after one with a later number.
        await tx.insert(outbox).values(late);
        await settle(EVENTS);
        exported = run(client);
        await untilSomebodyWaits();
      });
      await exported;
      expect(sent.flat().sort()).toEqual(await idsOfLedger());
    },
  );

  async function untilSomebodyWaits(): Promise<void> {
    for (;;) {
      const waiting = await db().execute(
        `select 1 from pg_locks where not granted and mode = 'ShareLock' and relation = 'outbox'::regclass`,
      );
      if (Array.isArray(waiting) && waiting.length > 0) return;
    }
  }
});
