import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Caller } from '../api-keys/authenticate';
import { type ApiKeyId, asId, type UserId } from '../ids';
import { getApiModel } from './list-models';

const server = vi.hoisted(() => ({ isLoading: false }));
vi.mock('../env', () => ({ env: { LOG_LEVEL: 'silent' } }));
vi.mock('../models/upstream', () => ({
  upstream: {
    provider: 'compatible',
    baseUrl: 'http://server/v1',
    apiKey: 'none',
    fetch: async () =>
      server.isLoading
        ? new Response('Loading', { status: 503 })
        : Response.json({ data: [{ id: 'llama3.3' }] }),
  },
}));

const callerOf = (models: string[] | null): Caller => ({
  user: { id: asId<UserId>('ada'), kind: 'member' },
  budget: null,
  key: { id: asId<ApiKeyId>('key'), spendLimitPico: null, requestsPerMinute: 60, tokensPerMinute: 1_000 },
  models,
});

// What the server lists is kept: these come before whatever makes it list.
describe('while the server has never said which models it has', () => {
  beforeEach(() => {
    server.isLoading = true;
  });
  afterEach(() => {
    server.isLoading = false;
  });

  // It could be called, and its own address was a 502.
  it('tells of an embedding model by its id', async () => {
    expect(await getApiModel(callerOf(null), 'nomic-embed-text')).toMatchObject({ id: 'nomic-embed-text' });
  });

  it('says so of any other', async () => {
    const id = 'llama3.3';
    await expect(getApiModel(callerOf(null), id)).rejects.toMatchObject({ code: 'upstream_failed' });
  });
});

// An embedding model could be called, and its own address was a 404.
it.each(['llama3.3', 'nomic-embed-text'])('tells of %s by its id', async (id) => {
  expect(await getApiModel(callerOf(null), id)).toEqual({
    id,
    object: 'model',
    created: 0,
    owned_by: 'system',
  });
});

it.each([
  ['nomic-embed-text', ['llama3.3']],
  ['voyage-3', null],
])('knows no %s for a key for %j', async (id, models) => {
  await expect(getApiModel(callerOf(models), id)).rejects.toMatchObject({ code: 'unknown_model' });
});
