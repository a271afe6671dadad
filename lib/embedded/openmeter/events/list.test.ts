import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { embeddedMeterEvents } from '@/lib/db/schema';
import { describeOnDatabases } from '@/tests/support/databases';
import { createEmbeddedOpenMeter } from '..';
import { ingest } from '../testing/requests';

const NOW = new Date('2025-03-01T10:00:00.750Z');

describeOnDatabases('the list of events', (db) => {
  const open = (namespace: string) =>
    createEmbeddedOpenMeter({ db: async () => db(), namespace, now: () => NOW });
  const list = (fetch: ReturnType<typeof open>, parameters: Record<string, string>) =>
    fetch(new Request(`http://meter/api/v1/events?${new URLSearchParams(parameters)}`));

  // It was cut to the second before it was compared, and so was too old.
  it('goes back exactly 32 days, milliseconds included', async () => {
    const fetch = open('32 days');
    await ingest(fetch, [{ time: '2025-01-28T10:00:00Z' }, { time: '2025-01-28T09:59:59Z' }]);
    const response = await list(fetch, { from: '2025-01-28T10:00:00.750Z' });
    expect(response.status).toBe(200);
    // An event is kept to the second, and so is compared.
    expect(await response.json()).toMatchObject([{ event: { time: '2025-01-28T10:00:00Z' } }]);
    expect((await list(fetch, { from: '2025-01-28T10:00:00.749Z' })).status).toBe(400);
  });

  // It was left out: the end was cut to the second, but when the event came was not.
  it('has an event up to the very instant that it says the event came', async () => {
    const fetch = open('very instant');
    await ingest(fetch, [{ time: NOW.toISOString() }]);
    await db()
      .update(embeddedMeterEvents)
      .set({ ingestedAt: new Date('2025-03-01T10:00:00.750Z') })
      .where(eq(embeddedMeterEvents.namespace, 'very instant'));
    const [event] = await (await list(fetch, {})).json();
    expect(event).toMatchObject({ ingestedAt: '2025-03-01T10:00:00Z', storedAt: '2025-03-01T10:00:00Z' });
    const { ingestedAt } = event;
    expect(
      await (await list(fetch, { ingestedAtFrom: ingestedAt, ingestedAtTo: ingestedAt })).json(),
    ).toEqual([event]);
    expect(await (await list(fetch, { ingestedAtTo: '2025-03-01T09:59:59.999Z' })).json()).toEqual([]);
  });

  // Postgres reads no year but 0001 to 9999, and an offset leads out of them.
  it.each([
    [{ from: '9999-12-31T23:59:59-10:00' }, 0],
    [{ to: '9999-12-31T23:59:59-10:00' }, 1],
    [{ ingestedAtFrom: '9999-12-31T23:59:59-10:00' }, 0],
    [{ ingestedAtTo: '9999-12-31T23:59:59-10:00' }, 1],
    [{ ingestedAtFrom: '0000-01-01T00:00:00Z' }, 1],
    [{ ingestedAtFrom: '0001-01-01T00:00:00+10:00' }, 1],
    [{ ingestedAtTo: '0001-01-01T00:00:00+10:00' }, 0],
  ])('knows instants at both ends of time: %o', async (parameters, expected) => {
    const fetch = open(`ends of time ${JSON.stringify(parameters)}`);
    await ingest(fetch, [{ time: NOW.toISOString() }]);
    const response = await list(fetch, parameters);
    expect(response.status).toBe(200);
    expect(await response.json()).toHaveLength(expected);
  });
});
