import { describe, expect, it } from 'vitest';
import { priceFor } from '../pricing/price-book';
import { availableModels, type CatalogModel, promptLimit } from './catalog';
import { catalogModelById } from './catalog-by-id';
import { DEMO_MODELS } from './demo-models';
import { OPENAI_MODELS } from './openai-models';

const at = new Date('2026-11-23T12:00:00Z');

describe('the built-in catalog', () => {
  const models = [...OPENAI_MODELS, ...DEMO_MODELS];

  it.each(models.map((model) => [model.id, model] as const))('has a price for %s', (id, { provider }) => {
    expect(priceFor({ provider, model: id, at })).toBeDefined();
  });

  it.each(models.map((model) => [model.id, model] as const))(
    'has limits for %s that fit together',
    (_, model) => {
      expect(model.defaultOutputTokens).toBeGreaterThan(0);
      expect(model.defaultOutputTokens).toBeLessThanOrEqual(model.maxOutputTokens);
      expect(promptLimit(model, model.maxOutputTokens)).toBeGreaterThan(0);
    },
  );

  it('lists every id once', () => {
    expect(new Set(models.map((model) => model.id)).size).toBe(models.length);
  });
});

describe('availableModels', () => {
  const retiring: CatalogModel = { ...catalogModelById('gpt-5-mini', 'openai'), retiresOn: '2026-12-11' };
  const lasting = catalogModelById('gpt-6-luna', 'openai');

  it.each([
    ['2026-12-10T23:59:59Z', ['gpt-5-mini', 'gpt-6-luna']],
    ['2026-12-11T00:00:00Z', ['gpt-6-luna']],
  ])('are on %s: %j', (instant, ids) => {
    expect(availableModels([retiring, lasting], new Date(instant)).map((model) => model.id)).toEqual(ids);
  });
});

describe('promptLimit', () => {
  const model = { ...catalogModelById('any', 'compatible'), contextWindow: 10_000 };

  it.each([
    ['what the output leaves of the window', undefined, 4_000, 6_000],
    ['the limit for input where that is less', 5_000, 4_000, 5_000],
    ['nothing when the output takes the window', undefined, 12_000, 0],
  ])('is %s', (_, maxInputTokens, outputTokens, limit) => {
    expect(promptLimit({ ...model, maxInputTokens }, outputTokens)).toBe(limit);
  });
});

describe('catalogModelById', () => {
  it.each([
    ['gpt-5.4-2026-03-05', 'openai'],
    ['openai/gpt-5.4', 'compatible'],
  ] as const)('gives %s the limits of gpt-5.4', (id, provider) => {
    expect(catalogModelById(id, provider)).toMatchObject({
      id,
      name: id,
      provider,
      contextWindow: 1_050_000,
      reasoning: true,
    });
  });

  it.each([
    ['gpt-4o', 'openai'],
    ['openai/gpt-4o', 'compatible'],
  ] as const)('does not retire %s for whoever names it', (id, provider) => {
    expect(catalogModelById(id, provider)).not.toHaveProperty('retiresOn');
  });

  it.each([
    ['llama3.3:70b', 1.15],
    ['mistral-7b-instruct', 1.45],
    ['mistral-small3.2', 1.1],
    ['anthropic/claude-sonnet-5', 1.3],
    ['gpt-oss:20b', 1],
    ['something-new', 1.2],
  ])('counts %s with a factor of %d', (id, factor) => {
    expect(catalogModelById(id, 'compatible').tokenFactor).toBe(factor);
  });

  it.each([
    ['deepseek-r1:14b', true],
    ['gpt-oss:20b', true],
    ['o5-mini', true],
    ['gpt-5.1-chat-latest', true],
    // Alone of its family, it does not.
    ['gpt-5-chat-latest', false],
    ['llama3.3:70b', false],
  ])('guesses whether %s reasons: %s', (id, reasoning) => {
    expect(catalogModelById(id, 'compatible').reasoning).toBe(reasoning);
  });
});
