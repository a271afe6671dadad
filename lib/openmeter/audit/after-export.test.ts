import { randomUUID } from 'node:crypto';
import type { OpenMeter } from '@openmeter/sdk';
import { beforeEach, expect, it } from 'vitest';
import { ledgerEntries, outbox } from '@/lib/db/schema';
import type { UserId } from '@/lib/ids';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser, settleGeneration } from '@/tests/support/metering';
import { exportEvents } from '../export';
import { audit } from './audit';
import { dayRange } from './days';
import { faultyMeter } from './testing/faulty-meter';

const DAY = '2026-11-03';
const days = dayRange({ from: DAY, to: DAY }, new Date());

describeOnDatabases('the audit after an export', (db) => {
  let userId: UserId;

  beforeEach(async () => {
    await db().delete(outbox);
    await db().delete(ledgerEntries);
    userId = await newUser(db());
  });

  const use = (output: number) =>
    settleGeneration(db(), userId, {
      occurredAt: new Date(`${DAY}T12:00:00Z`),
      usage: { uncached: 100, cacheRead: 0, cacheWrite: 0, output, reasoning: 0 },
    });

  const run = (meter: OpenMeter) => audit(db(), meter, days);

  // OpenMeter was said to have too much, which nothing can take back.
  it('takes it for no difference when an export brought what was refused before', async () => {
    const { client, mishap } = faultyMeter(db());
    await use(5);
    await db().update(outbox).set({ state: 'parked', attempts: 1 });
    for await (const _ of exportEvents(db(), client, { target: randomUUID() }));
    const report = await run(client);
    expect(report.differences).toEqual([]);
    expect(report.parked.sum()).toMatchObject({ requests: 1n, completionTokens: 5n });

    mishap.keeps = (event) => ({ ...event, id: 'again', data: { ...event.data, completion_tokens: 1 } });
    for await (const _ of exportEvents(db(), client, { target: randomUUID() }));
    expect((await run(client)).differences).toContainEqual(
      expect.objectContaining({ figure: 'completionTokens', books: ['outbox', 'meter'], amounts: [5n, 6n] }),
    );
  });

  // The same false alarm, of what was still waiting as the export sent it.
  it('takes it for no difference when an export brought what still waits', async () => {
    const { client } = faultyMeter(db());
    await use(5);
    for await (const _ of exportEvents(db(), client, { target: randomUUID() }));
    await use(7);
    const report = await run(client);
    expect(report.differences).toEqual([]);
    expect(report.onTheirWay.sum()).toMatchObject({ requests: 2n, completionTokens: 12n });

    await client.events.ingest({
      type: 'openai',
      subject: userId,
      time: new Date(`${DAY}T10:00:00Z`),
      data: { completion_tokens: 1 },
    });
    // The event that came after the export excuses nothing.
    expect((await run(client)).differences).toMatchObject([
      { figure: 'requests', books: ['outbox', 'meter'], amounts: [1n, 2n] },
      { figure: 'completionTokens', books: ['outbox', 'meter'], amounts: [5n, 6n] },
    ]);
  });
});
