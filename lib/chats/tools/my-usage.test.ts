import { OpenMeter } from '@openmeter/sdk';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { UserId } from '@/lib/ids';
import { embeddedClient } from '@/lib/openmeter/testing/embedded-client';
import { ingestUsage } from '@/lib/openmeter/testing/ingest-usage';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser } from '@/tests/support/metering';
import { myUsage } from './my-usage';

describeOnDatabases('what a person has used', (db) => {
  beforeAll(() => void vi.useFakeTimers({ now: new Date('2026-11-24T12:00:00Z'), toFake: ['Date'] }));
  afterAll(() => void vi.useRealTimers());

  const openMeter = () => embeddedClient(db());

  async function usageOf(userId: UserId, month: 'this' | 'last', meter = openMeter) {
    return myUsage(meter, userId).execute({ month }, { toolCallId: '1', messages: [], context: {} });
  }

  const use = (userId: UserId, time: string, model: string, costUsd: string | null) =>
    ingestUsage(openMeter(), { userId, time: new Date(time), model, costUsd });

  it('is told by month and by model, as the meter has it', async () => {
    const userId = await newUser(db());
    await use(userId, '2026-11-02T10:00:00Z', 'small', '0.0012');
    await use(userId, '2026-11-20T10:00:00Z', 'small', '0.0018');
    await use(userId, '2026-11-20T11:00:00Z', 'large', '0.02');
    await use(userId, '2026-10-31T23:00:00Z', 'small', '0.5');
    await use(await newUser(db()), '2026-11-20T11:00:00Z', 'large', '7');

    expect(await usageOf(userId, 'this')).toMatchObject({
      from: '2026-11-01T00:00:00.000Z',
      requests: 3,
      tokens: 450,
      cost: '$0.023',
      models: expect.arrayContaining([
        { model: 'large', requests: 1, tokens: 150, cost: '$0.02' },
        { model: 'small', requests: 2, tokens: 300, cost: '$0.003' },
      ]),
    });
    expect(await usageOf(userId, 'last')).toMatchObject({ requests: 1, cost: '$0.50' });
  });

  it('is nothing for who has used nothing, and unpriced where no price is known', async () => {
    const userId = await newUser(db());
    expect(await usageOf(userId, 'this')).toMatchObject({
      tokens: 0,
      cost: '$0.00',
      models: [],
    });
    await use(userId, '2026-11-20T11:00:00Z', 'new', null);
    expect(await usageOf(userId, 'this')).toMatchObject({ tokens: 150, cost: 'unpriced' });
    await use(userId, '2026-11-21T11:00:00Z', 'small', '0.0012');
    expect(await usageOf(userId, 'this')).toMatchObject({ tokens: 300, cost: '$0.0012 + unpriced' });
  });

  // Fifteen requests were told to have cost a cent, of which ten had come before their model had a price.
  it('is told with a word on what had no price, which the cost of the day does not show', async () => {
    const userId = await newUser(db());
    await use(userId, '2026-11-20T10:00:00Z', 'late', null);
    await use(userId, '2026-11-20T12:00:00Z', 'late', '0.01');
    expect(await usageOf(userId, 'this')).toMatchObject({
      requests: 2,
      cost: '$0.01',
      note: expect.stringContaining('no price'),
    });
  });

  // The model and the person were told the meter's address, or a statement of the database.
  it('is not told when the meter is away, and nothing of why', async () => {
    const fetch = async () => {
      throw new TypeError('connect ECONNREFUSED 10.0.0.7:8888');
    };
    const away = new OpenMeter({ baseUrl: 'http://10.0.0.7:8888', fetch });
    const failure = usageOf(await newUser(db()), 'this', () => away).catch(String);
    expect(await failure).toBe(
      'The meter can’t be reached, so the usage can’t be told. Try again in a moment.',
    );
  });
});
