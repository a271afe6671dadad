import { generateText, streamText } from 'ai';
import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { callOf, meteringOf, newUser, settled } from '@/tests/support/metering';
import { createDemoUpstream } from '../embedded/openai';
import { meteredModel } from '../metering/metered-model';
import { catalogModelById } from './catalog-by-id';
import { createLanguageModels, type ModelServer } from './language-models';

const id = 'gpt-5-mini';
const models = [id, 'gpt-4.1-mini'].map(
  (each) =>
    ({ id: each, version: each, kind: 'chat', contextTokens: 400_000, maxOutputTokens: 128_000 }) as const,
);

/** OpenAI's Responses, and for each request what it was asked to sum up its thoughts with. */
function openAI({ refuses = false, ...overrides }: Partial<ModelServer> & { refuses?: boolean } = {}) {
  const demo = createDemoUpstream({ tokenDelayMs: 0, models });
  const summaries: unknown[] = [];
  const languageModel = createLanguageModels({
    provider: 'openai',
    baseUrl: 'http://openai/v1',
    apiKey: 'none',
    api: 'responses',
    async fetch(url, init) {
      const { reasoning } = JSON.parse(String(init?.body));
      summaries.push(reasoning?.summary);
      return refuses && reasoning?.summary ? refusal() : demo(url, init);
    },
    ...overrides,
  });
  return { languageModel, summaries };
}

/** As OpenAI words it. */
function refusal(): Response {
  const message = 'Your organization must be verified to generate reasoning summaries.';
  const error = { message, type: 'invalid_request_error', param: 'reasoning.summary' };
  return Response.json({ error: { ...error, code: 'unsupported_value' } }, { status: 400 });
}

const prompt = '/think';

it('OpenAI is asked to sum up what a model thinks', async () => {
  const { languageModel, summaries } = openAI();
  const { reasoningText } = await generateText({ model: languageModel(id), prompt });
  expect(reasoningText).toContain('let it be seen');
  expect(summaries).toEqual(['auto']);
});

it.each([
  ['a model that does not think', 'gpt-4.1-mini', {}],
  ['a compatible server', id, { provider: 'compatible' }],
] as const)('%s is not asked for it', async (_, model, server) => {
  const { languageModel, summaries } = openAI(server);
  await generateText({ model: languageModel(model), prompt });
  expect(summaries).toEqual([undefined]);
});

it('a refusal of it may be tried again at once', async () => {
  const { languageModel } = openAI({ refuses: true });
  const refused = await generateText({ model: languageModel(id), prompt, maxRetries: 0 }).catch(
    (error) => error,
  );
  expect(refused).toMatchObject({ isRetryable: true, responseHeaders: { 'retry-after-ms': '0' } });
});

describeOnDatabases('an organisation that gets no summaries', (db) => {
  it('gets its reply without one, is billed for that call alone, and is never asked again', async () => {
    const { languageModel, summaries } = openAI({ refuses: true });
    const userId = await newUser(db());
    const call = callOf(userId, { model: catalogModelById(id, 'openai') });
    const model = meteredModel({ unmetered: languageModel(id) }, meteringOf(db()), call);
    const first = streamText({ model, prompt, maxRetries: 1 });
    expect(await first.text).toContain('I thought before I answered');
    await streamText({ model: languageModel('gpt-5-mini'), prompt, maxRetries: 1 }).text;
    expect(summaries).toEqual(['auto', undefined, undefined]);

    const { calls, entries, balance } = await settled(db(), userId);
    expect(calls.map(({ state }) => state)).toEqual(['voided', 'settled']);
    expect(entries).toMatchObject([{ basis: 'exact', outcome: 'complete' }]);
    expect(balance).toMatchObject({ heldPico: 0n, usedPico: entries[0]?.costPico });
  });
});
