import { beforeEach, expect, it, vi } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { meteringOf, settled } from '@/tests/support/metering';
import { catalogModelById } from '../models/catalog-by-id';
import { loadEncoding } from '../tokens/encoding';
import { countText } from '../tokens/text-counter';
import { createChatCompletion } from './chat-completions/create';
import { createEmbeddings } from './embeddings/create';
import { createResponse } from './responses/create';
import { newCaller } from './testing/caller';

const { postUnmetered } = vi.hoisted(() => ({ postUnmetered: vi.fn() }));
vi.mock('../models/openai-client', () => ({ postUnmetered, withoutSecrets: (text: string) => text }));
const deployment = async () => ({
  ...catalogModelById(servedAs, 'compatible'),
  id: 'prod',
  servedAs,
  tokenFactor: 1,
});
vi.mock('./find-model', () => ({ requireChatModel: () => deployment() }));
vi.mock('./embeddings/model', () => ({ findEmbeddingModel: () => deployment() }));

/** Which model the deployment is. */
let servedAs: string;
const stop = new AbortController().signal;
const HINDI = 'टोकन क्या होता है और कितने का है?';
const GIF_1024_BY_1024 = `data:image/gif;base64,${Buffer.from('47494638396100040004000000' + '2c000000000004000400', 'hex').toString('base64')}`;

beforeEach(() => {
  postUnmetered.mockReset();
  postUnmetered.mockImplementation(async () => ({
    ok: true,
    response: Response.json({ choices: [{ index: 0, message: { role: 'assistant', content: HINDI } }] }),
  }));
});

// It counted as a model that nobody knows.
describeOnDatabases('a deployment with a name of its own', (db) => {
  const model = 'prod';
  const ask = {
    'Chat Completions': async () => {
      const caller = await newCaller(db());
      const content = [{ type: 'image_url', image_url: { url: GIF_1024_BY_1024 } }];
      const request = { model, messages: [{ role: 'user', content }] };
      await createChatCompletion(meteringOf(db()), caller, request, stop);
      return settled(db(), caller.user.id);
    },
    Responses: async () => {
      const caller = await newCaller(db());
      const content = [{ type: 'input_image', image_url: GIF_1024_BY_1024 }];
      const request = { model, input: [{ role: 'user', content }] };
      await createResponse(meteringOf(db()), caller, request, stop);
      return settled(db(), caller.user.id);
    },
  };

  it.each(['Chat Completions', 'Responses'] as const)(
    'counts an image by %s as the model that it is',
    async (api) => {
      servedAs = 'gpt-4o-mini';
      const { entries } = await ask[api]();
      expect(entries).toMatchObject([{ uncachedTokens: 7 + 2_833 + 4 * 5_667 }]);
    },
  );

  it('counts what it answers as the model that it is', async () => {
    servedAs = 'gpt-4-turbo';
    const { entries } = await ask['Chat Completions']();
    const outputTokens = countText(await loadEncoding('cl100k_base'), HINDI);
    expect(outputTokens).toBeGreaterThan(countText(await loadEncoding('o200k_base'), HINDI));
    expect(entries).toMatchObject([{ outputTokens }]);
  });

  it('counts what it embeds as the model that it is', async () => {
    servedAs = 'text-embedding-3-large';
    const caller = await newCaller(db());
    await createEmbeddings(meteringOf(db()), caller, { model, input: HINDI }, stop);
    const { entries } = await settled(db(), caller.user.id);
    expect(entries).toMatchObject([{ uncachedTokens: countText(await loadEncoding('cl100k_base'), HINDI) }]);
  });
});
