import { expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { meteringOf, newUser, settled } from '@/tests/support/metering';
import { createKey } from '../api-keys/create';
import { type ApiKeyId, asId } from '../ids';
import { catalogModelById } from '../models/catalog-by-id';
import { DEMO_MODELS } from '../models/demo-models';
import { callModel, type ModelCall } from './call-model';
import { ChatReader } from './chat-completions/read';

vi.mock('../models/openai-client', () => ({
  postUpstream: () => Promise.reject(new Error('The connection was reset.')),
  withoutSecrets: (text: string) => text,
}));

describeOnDatabases('a call of a model through the API', (db) => {
  async function callBy({ path, promptTokens }: { path: string; promptTokens: number }): Promise<ModelCall> {
    const userId = await newUser(db());
    const { id } = await createKey(db(), { userId, name: 'test' });
    const key = {
      id: asId<ApiKeyId>(id),
      spendLimitPico: null,
      requestsPerMinute: 60,
      tokensPerMinute: 1_000_000,
    };
    return {
      caller: { user: { id: userId, kind: 'member' }, budget: null, key, models: null },
      model: DEMO_MODELS[0] ?? catalogModelById('tokentally-demo', 'demo'),
      demand: { promptTokens },
      path,
      toBody: () => ({}),
      openReader: (tally) => new ChatReader(tally, false),
      stop: new AbortController().signal,
    };
  }

  // Whoever paid for it could not find it on the bill.
  it('that fails on its way back says under which id it is billed', async () => {
    const call = await callBy({ path: '/chat/completions', promptTokens: 3 });
    const { response } = await callModel(meteringOf(db()), call);
    expect(response.status).toBe(502);
    const { entries } = await settled(db(), call.caller.user.id);
    expect(entries).toMatchObject([{ outcome: 'failed', uncachedTokens: 3 }]);
    expect(response.headers.get('x-request-id')).toBe(entries[0]?.generationId);
    expect(response.headers.get('x-ratelimit-limit-requests')).toBe('60');
  });

  // It was `messages` on every path.
  it.each([
    ['/chat/completions', 'messages'],
    ['/responses', 'input'],
    ['/embeddings', 'input'],
  ])('that is too long to %s names %s', async (path, param) => {
    const call = await callBy({ path, promptTokens: 10_000_000 });
    await expect(callModel(meteringOf(db()), call)).rejects.toMatchObject({
      status: 400,
      code: 'context_length_exceeded',
      param,
    });
  });
});
