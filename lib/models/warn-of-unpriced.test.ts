import { expect, it, vi } from 'vitest';
import { log } from '../log';
import { priceFor } from '../pricing/price-book';
import { warnOfUnpriced } from './warn-of-unpriced';

it('names the models on offer that have no price, once', () => {
  const warn = vi.spyOn(log, 'warn').mockImplementation(() => {});
  const price = priceFor({ provider: 'demo', model: 'tokentally-demo', at: new Date() }) ?? null;
  const priced = { id: 'tokentally-demo', price };
  warnOfUnpriced([priced]);
  expect(warn).not.toHaveBeenCalled();
  warnOfUnpriced([priced, { id: 'llama3.3:70b', price: null }, { id: 'qwen3:8b', price: null }]);
  warnOfUnpriced([{ id: 'qwen3:8b', price: null }]);
  expect(warn.mock.calls.map(([fields]) => fields)).toEqual([
    { count: 2, models: ['llama3.3:70b', 'qwen3:8b'] },
  ]);
});
