import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { asId } from '../ids';
import { parseUsd } from '../money';
import { usageEvent } from './event';
import { METERS, type MeterSlug } from './meters';
import { embeddedClient } from './testing/embedded-client';

const USAGE = { uncached: 100, cacheRead: 20, cacheWrite: 3, output: 50, reasoning: 7 };

describeOnDatabases('the app’s meters', (db) => {
  it('count what a usage event says', async () => {
    const client = embeddedClient(db());
    const event = usageEvent({
      id: 'resp_1',
      responseId: 'resp_1',
      userId: asId('0199c0de-0000-7000-8000-000000000001'),
      occurredAt: new Date('2025-01-01T00:00:00Z'),
      model: 'gpt-5-mini-2025-08-07',
      provider: 'openai',
      usage: USAGE,
      costPico: parseUsd('0.0021375'),
      basis: 'estimated',
      via: 'api',
      apiKeyId: asId('0199c0de-0000-7000-8000-000000000002'),
    });
    await client.events.ingest({ ...event, time: new Date(event.time) });

    const expected: Record<MeterSlug, number> = {
      prompt_tokens: 123,
      completion_tokens: 50,
      total_tokens: 173,
      cached_tokens: 20,
      reasoning_tokens: 7,
      requests: 1,
      cost_usd: 0.0021375,
    };
    for (const { slug } of METERS) {
      const groupBy = ['model', 'provider', 'via', 'api_key', 'estimated'];
      const answer = await client.meters.query(slug, { groupBy });
      expect(answer?.data, slug).toMatchObject([
        {
          value: expected[slug],
          groupBy: {
            model: 'gpt-5-mini-2025-08-07',
            provider: 'openai',
            via: 'api',
            api_key: '0199c0de-0000-7000-8000-000000000002',
            estimated: 'true',
          },
        },
      ]);
    }
  });
});
