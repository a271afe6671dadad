import { OpenMeter } from '@openmeter/sdk';
import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser } from '@/tests/support/metering';
import type { UserId } from '../../ids';
import { embeddedClient } from '../../openmeter/testing/embedded-client';
import { usageOf } from './my-usage';

const NOW = new Date('2026-11-24T12:00:00Z');

describeOnDatabases('what a person has used', (db) => {
  const openMeter = () => embeddedClient(db());

  async function use(userId: UserId, time: string, model: string, cost: string | null) {
    const data = {
      model,
      provider: 'demo',
      prompt_tokens: 100,
      completion_tokens: 50,
      total_tokens: 150,
      cached_tokens: 0,
      reasoning_tokens: 0,
      estimated: false,
      via: 'chat',
      ...(cost !== null && { cost_usd: cost }),
    };
    await openMeter().events.ingest({
      specversion: '1.0',
      id: crypto.randomUUID(),
      source: 'test',
      type: 'openai',
      subject: userId,
      time: new Date(time),
      data,
    });
  }

  it('is told by month and by model, as the meter has it', async () => {
    const userId = await newUser(db());
    await use(userId, '2026-11-02T10:00:00Z', 'small', '0.0012');
    await use(userId, '2026-11-20T10:00:00Z', 'small', '0.0018');
    await use(userId, '2026-11-20T11:00:00Z', 'large', '0.02');
    await use(userId, '2026-10-31T23:00:00Z', 'small', '0.5');
    await use(await newUser(db()), '2026-11-20T11:00:00Z', 'large', '7');

    const usage = await usageOf(openMeter(), userId, 'this', NOW);
    expect(usage).toMatchObject({
      from: '2026-11-01T00:00:00.000Z',
      requests: 3,
      tokens: 450,
      cost: '$0.023',
    });
    expect(usage.models.toSorted((a, b) => a.model.localeCompare(b.model))).toEqual([
      { model: 'large', requests: 1, tokens: 150, cost: '$0.02' },
      { model: 'small', requests: 2, tokens: 300, cost: '$0.003' },
    ]);
    expect(await usageOf(openMeter(), userId, 'last', NOW)).toMatchObject({ requests: 1, cost: '$0.50' });
  });

  it('is nothing for who has used nothing, and unpriced where no price is known', async () => {
    const userId = await newUser(db());
    expect(await usageOf(openMeter(), userId, 'this', NOW)).toMatchObject({
      tokens: 0,
      cost: '$0.00',
      models: [],
    });
    await use(userId, '2026-11-20T11:00:00Z', 'new', null);
    expect(await usageOf(openMeter(), userId, 'this', NOW)).toMatchObject({ tokens: 150, cost: 'unpriced' });
  });

  // The model and the person were told the meter's address, or a statement of the database.
  it('is not told when the meter is away, and nothing of why', async () => {
    const fetch = async () => {
      throw new TypeError('connect ECONNREFUSED 10.0.0.7:8888');
    };
    const away = new OpenMeter({ baseUrl: 'http://10.0.0.7:8888', fetch });
    const failure = usageOf(away, await newUser(db()), 'this', NOW).catch(String);
    expect(await failure).toBe(
      'The meter can’t be reached, so the usage can’t be told. Try again in a moment.',
    );
  });
});
