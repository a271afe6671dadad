import { expect, it, vi } from 'vitest';
import type { Caller } from '../api-keys/authenticate';
import { type ApiKeyId, asId, type UserId } from '../ids';
import { getApiModel, listApiModels } from './list-models';

vi.mock('../env', () => ({
  env: { LOG_LEVEL: 'silent', OPENAI_API_KEY: 'test', OPENAI_MODELS: 'gpt-5.4,gpt-6-luna' },
}));

const callerOf = (models: string[] | null): Caller => ({
  user: { id: asId<UserId>('ada'), kind: 'member' },
  budget: null,
  key: { id: asId<ApiKeyId>('key'), spendLimitPico: null, requestsPerMinute: 60, tokensPerMinute: 1_000 },
  models,
});

it('lists what a key may call', async () => {
  const ids = (await listApiModels(callerOf(['gpt-5.4', 'text-embedding-3-small']))).map(({ id }) => id);
  expect(ids).toEqual(['gpt-5.4', 'text-embedding-3-small']);
});

// Calls with a dated version went through, and its own address was a 404.
it.each(['gpt-5.4', 'gpt-5.4-2026-03-05', 'text-embedding-3-small'])('tells of %s by its id', async (id) => {
  expect(await getApiModel(callerOf(null), id)).toMatchObject({ id, object: 'model', owned_by: 'openai' });
});

it.each([
  ['gpt-5.4-2026-03-05', ['gpt-6-luna']],
  ['gpt-5.4', ['gpt-6-luna']],
  ['text-embedding-3-small', ['gpt-6-luna']],
  ['gpt-7-2031-01-01', null],
])('knows no %s for a key for %j', async (id, models) => {
  await expect(getApiModel(callerOf(models), id)).rejects.toMatchObject({ code: 'unknown_model' });
});
