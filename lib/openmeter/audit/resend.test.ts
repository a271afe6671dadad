import type { OpenMeter } from '@openmeter/sdk';
import { eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { ledgerEntries, outbox } from '@/lib/db/schema';
import type { UserId } from '@/lib/ids';
import { describeOnDatabases } from '@/tests/support/databases';
import { booksOf, newUser, settleGeneration } from '@/tests/support/metering';
import { deliverDue } from '../deliver-due';
import { audit } from './audit';
import { dayRange } from './days';
import { resendLost } from './resend';
import { faultyMeter } from './testing/faulty-meter';

const days = dayRange({ from: '2026-11-01', to: '2026-11-05' }, new Date());
const [DAY, NEXT_DAY] = ['2026-11-03', '2026-11-04'];

describeOnDatabases('sending again what OpenMeter lost', (db) => {
  let userId: UserId;

  beforeEach(async () => {
    await db().delete(outbox);
    await db().delete(ledgerEntries);
    userId = await newUser(db());
  });

  const use = (output: number, day = DAY) =>
    settleGeneration(db(), userId, {
      occurredAt: new Date(`${day}T12:00:00Z`),
      usage: { uncached: 100, cacheRead: 0, cacheWrite: 0, output, reasoning: 0 },
    });

  const run = (meter: OpenMeter) => audit(db(), meter, days);

  it('finds events that the meter lost, and has them sent again, each once', async () => {
    const { client, mishap } = faultyMeter(db());
    for (let i = 0; i < 6; i++) await use(10 + i, i < 3 ? DAY : NEXT_DAY);
    const { events } = await booksOf(db(), userId);
    const lost = new Set(events.slice(0, 2).map((event) => event.generationId));
    mishap.keeps = (event) => (lost.has(event.id.replace('chatcmpl-', '')) ? undefined : event);
    await deliverDue(db(), client);
    mishap.keeps = undefined;

    const { differences } = await run(client);
    expect(differences).toContainEqual({
      day: DAY,
      who: userId,
      figure: 'completionTokens',
      books: ['outbox', 'meter'],
      amounts: [33n, 12n],
    });
    expect(new Set(differences.map(({ day }) => day))).toEqual(new Set([DAY]));

    expect(await resendLost(db(), differences)).toBe(3);
    expect((await run(client)).onTheirWay.sum()).toMatchObject({ requests: 3n, completionTokens: 33n });
    await deliverDue(db(), client);
    const repaired = await run(client);
    expect(repaired.differences).toEqual([]);
    expect(repaired.onTheirWay.list()).toEqual([]);
  });

  it('sends nothing again for what the meter has too much, or other books got wrong', async () => {
    const { client, mishap } = faultyMeter(db());
    mishap.keeps = (event) => ({ ...event, data: { ...event.data, total_tokens: 1_000 } });
    const { generationId } = await use(5);
    await deliverDue(db(), client);
    await db()
      .update(ledgerEntries)
      .set({ reasoningTokens: 3 })
      .where(eq(ledgerEntries.generationId, generationId));
    const { differences } = await run(client);
    expect(differences).toHaveLength(2);
    expect(await resendLost(db(), differences)).toBe(0);
  });
});
