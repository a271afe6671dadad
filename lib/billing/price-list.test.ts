import { expect, it, vi } from 'vitest';
import { picoUsd } from '../money';
import { listPrices } from './price-list';

vi.mock('@/lib/env', () => ({
  env: { LOG_LEVEL: 'silent', OPENAI_API_KEY: 'test', OPENAI_MODELS: 'gpt-5.4,text-embedding-3-large' },
}));

// The table had no embedding models, which the API bills.
it('lists the models that can be chosen, and after them the embedding models of the API, each once', async () => {
  const prices = await listPrices(new Date('2026-11-03T14:30:00Z'));
  expect(prices.map(({ id }) => id)).toEqual([
    'gpt-5.4',
    'text-embedding-3-large',
    'text-embedding-3-small',
    'text-embedding-ada-002',
  ]);
  expect(prices[2]).toMatchObject({
    name: 'text-embedding-3-small',
    rates: { inputPico: picoUsd(20_000n), outputPico: 0n },
  });
});
