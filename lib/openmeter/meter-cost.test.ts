import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PICO_PER_USD, picoUsd, usdDecimal } from '../money';
import { picoFromMeter } from './meter-cost';

it('gets the exact cost back from OpenMeter’s float, up to some thousand dollars', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 4_000n * 10n ** 12n }), (pico) => {
      expect(picoFromMeter(Number(usdDecimal(picoUsd(pico))))).toBe(pico);
    }),
  );
});

it('rounds away what adding floats has spoilt', () => {
  expect(0.1 + 0.2).not.toBe(0.3);
  expect(picoFromMeter(0.1 + 0.2)).toBe(300_000_000_000n);
});

// `toFixed` writes them with an exponent, which is no amount of money.
it.each([1e21, -1e21, Number.MAX_VALUE])('takes %d dollars as they are', (usd) => {
  expect(picoFromMeter(usd)).toBe(BigInt(usd) * PICO_PER_USD);
});
