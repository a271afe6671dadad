import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { meterOf, newPerson } from '../testing/seed';
import { readUsage } from './usage';

describeOnDatabases('usage at the meter', (db) => {
  // Another service may call a model so. The SDK made Dates of them, and where there is no such time it could not be read.
  it('is of models, sources and keys as they were sent, though they look like times', async () => {
    const userId = await newPerson(db());
    const { client } = meterOf(db());
    const groups = {
      model: '2026-13-01T00:00:00Z',
      via: '0000-00-00T00:00:00',
      api_key: '2026-11-03T10:00:00Z',
    };
    await client.events.ingest({
      type: 'openai',
      subject: userId,
      time: new Date('2026-11-03T10:00:00Z'),
      data: { ...groups, prompt_tokens: 3 },
    });
    const usage = await readUsage(client, {
      userId,
      from: new Date('2026-11-01T00:00:00Z'),
      to: new Date('2026-11-05T00:00:00Z'),
      unit: 'day',
      timeZone: 'Asia/Kolkata',
      by: 'model',
      metric: 'tokens',
      groups: ['model', 'via', 'key'],
    });
    const { model, via, api_key: key } = groups;
    const windowStart = new Date('2026-11-02T18:30:00Z');
    expect(usage).toMatchObject([{ windowStart, model, via, key, promptTokens: 3 }]);
  });
});
