import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Caller } from '@/lib/api-keys/authenticate';
import { type ApiKeyId, asId, type UserId } from '@/lib/ids';
import { log } from '@/lib/log';
import { fitToWindow } from '@/lib/models/context-window';
import { findEmbeddingModel } from './model';

const settings = vi.hoisted((): { LOG_LEVEL: string; OPENAI_MODELS?: string } => ({ LOG_LEVEL: 'silent' }));
const server = vi.hoisted(() => ({ isLoading: false }));
vi.mock('@/lib/env', () => ({ env: settings }));
vi.mock('@/lib/models/upstream', () => ({
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
vi.mock('@/lib/pricing/custom-prices', () => ({
  CUSTOM_PRICES: [
    {
      provider: 'compatible',
      model: 'priced-embed',
      prices: [{ startsOn: '2020-01-01', input: '1', output: '0' }],
    },
  ],
}));

const caller: Caller = {
  user: { id: asId<UserId>('u-1'), kind: 'member' },
  budget: null,
  key: {
    id: asId<ApiKeyId>('0193a000-0000-7000-8000-000000000000'),
    spendLimitPico: null,
    requestsPerMinute: 60,
    tokensPerMinute: 1_000,
  },
  models: null,
};
const find = (id: string) => findEmbeddingModel(caller, id);
const unknown = expect.objectContaining({ code: 'unknown_model' });

describe('an embedding model of a compatible server', () => {
  const warn = vi.spyOn(log, 'warn');
  beforeEach(() => {
    vi.clearAllMocks();
    delete settings.OPENAI_MODELS;
    server.isLoading = false;
  });

  // What the server lists is kept: this comes before whatever makes it list.
  it('is known by its name also while the server has never said which models it has', async () => {
    server.isLoading = true;
    expect(await find('priced-embed')).toMatchObject({ id: 'priced-embed' });
    await expect(find('llama3.3')).rejects.toEqual(unknown);
    expect(warn).toHaveBeenCalledWith(
      expect.anything(),
      expect.stringContaining('could not list its models'),
    );
  });

  // Whatever went wrong counted as not being listed.
  it('is not looked for past a list of the operator that can’t be read', async () => {
    settings.OPENAI_MODELS = 'llama3.3,llama3.3';
    await expect(find('priced-embed')).rejects.toThrow('is listed twice');
  });

  it('is any that is named like one', async () => {
    expect(await find('priced-embed')).toMatchObject({ id: 'priced-embed', maxOutputTokens: 0 });
    expect(await find('BAAI/bge-m3')).toMatchObject({ id: 'BAAI/bge-m3' });
  });

  // OpenAI's limit for a request was every server's, and was reached by a guess at the tokens.
  it('takes as many tokens as its server does', async () => {
    const prompt = { promptTokens: 900_000, estimatedTokens: 0, heldTokens: 900_000 };
    expect(fitToWindow(await find('priced-embed'), prompt, 0)).toMatchObject({ promptTokens: 900_000 });
  });

  it.each(['llama3.3', 'voyage-3', 'embed\0', 'embed\ud800', `embed${'x'.repeat(200)}`, ''])(
    'is none that is not: %j',
    async (id) => {
      await expect(find(id)).rejects.toEqual(unknown);
    },
  );

  it('is told of to the operator when it has no price, once', async () => {
    for (const id of ['nomic-embed-text', 'nomic-embed-text', 'priced-embed']) await find(id);
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      { model: 'nomic-embed-text' },
      expect.stringContaining('without a price'),
    );
    for (let number = 0; number < 100; number++) await find(`embed-${number}`);
    expect(warn.mock.calls.length).toBeLessThanOrEqual(20);
  });

  // Any name went past the list, to no price; and one that is listed, but named otherwise, was unknown.
  it('is one that is listed or has a price, where the operator lists models', async () => {
    settings.OPENAI_MODELS = 'llama3.3,voyage-3';
    expect(await find('voyage-3')).toMatchObject({ id: 'voyage-3' });
    expect(await find('priced-embed')).toMatchObject({ id: 'priced-embed' });
    await expect(find('mxbai-embed-large')).rejects.toEqual(unknown);
    expect(warn).not.toHaveBeenCalled();
  });
});
