import { expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { meteringOf, newUser, settled } from '@/tests/support/metering';
import { createKey } from '../api-keys/create';
import { type ApiKeyId, asId } from '../ids';
import { catalogModelById } from '../models/catalog-by-id';
import { DEMO_MODELS } from '../models/demo-models';
import { callModel } from './call-model';
import { ChatReader } from './chat-completions/read';

vi.mock('../models/openai-client', () => ({
  postUpstream: () => Promise.reject(new Error('The connection was reset.')),
  withoutSecrets: (text: string) => text,
}));

describeOnDatabases('a call of a model through the API', (db) => {
  // Whoever paid for it could not find it on the bill.
  it('that fails on its way back says under which id it is billed', async () => {
    const userId = await newUser(db());
    const { id } = await createKey({ db: db() }, { userId, name: 'test' });
    const key = {
      id: asId<ApiKeyId>(id),
      spendLimitPico: null,
      requestsPerMinute: 60,
      tokensPerMinute: 1_000_000,
    };
    const { response } = await callModel(meteringOf(db()), {
      caller: { user: { id: userId, kind: 'member' }, budget: null, key, models: null },
      model: DEMO_MODELS[0] ?? catalogModelById('tokentally-demo', 'demo'),
      demand: { promptTokens: 3 },
      path: '/chat/completions',
      toBody: () => ({}),
      openReader: (tally) => new ChatReader(tally, false),
      stop: new AbortController().signal,
    });
    expect(response.status).toBe(502);
    const { entries } = await settled(db(), userId);
    expect(entries).toMatchObject([{ outcome: 'failed', uncachedTokens: 3 }]);
    expect(response.headers.get('x-request-id')).toBe(entries[0]?.generationId);
    expect(response.headers.get('x-ratelimit-limit-requests')).toBe('60');
  });
});
