import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatUsd, formatUsed, PICO_PER_USD, parseUsd, picoUsd, sumUsd, usdDecimal } from './money';

describe('formatUsd', () => {
  it.each([
    ['0', '$0.00'],
    ['12.34', '$12.34'],
    ['12', '$12.00'],
    ['1', '$1.00'],
    ['1234567.891', '$1,234,567.89'],
    ['0.5', '$0.50'],
    ['0.25', '$0.25'],
    ['0.0021375', '$0.0021'],
    ['0.00204', '$0.002'],
    ['0.000012', '$0.000012'],
    ['0.0000034', '$0.000003'],
    ['0.0000005', '$0.000001'],
    ['0.000000499999', '<$0.000001'],
    ['0.000000000001', '<$0.000001'],
    ['-0.0021375', '-$0.0021'],
    ['-12.34', '-$12.34'],
    ['-0.000000000001', '>-$0.000001'],
  ])('shows %s dollars as %s', (amount, shown) => {
    expect(formatUsd(parseUsd(amount))).toBe(shown);
  });

  it.each([
    ['0.125', '$0.13'],
    ['-0.125', '-$0.13'],
    ['0.124999999999', '$0.12'],
    ['1.005', '$1.01'],
    ['0.995', '$1.00'],
    ['0.00995', '$0.01'],
    ['999.995', '$1,000.00'],
  ])('rounds %s once, half away from zero, to %s', (amount, shown) => {
    expect(formatUsd(parseUsd(amount))).toBe(shown);
  });

  it.each([
    ['12.345', 2, '$12.35'],
    ['12', 4, '$12.0000'],
    ['12.5', 0, '$13'],
    ['0.0021375', 2, '<$0.01'],
    ['0.4', 0, '<$1'],
    ['0', 2, '$0.00'],
  ])('shows %s with %i decimals as %s', (amount, decimals, shown) => {
    expect(formatUsd(parseUsd(amount), { decimals })).toBe(shown);
  });

  it.each([
    ['0.125', '$0.125'],
    ['2', '$2.00'],
    ['-1200.0625', '-$1,200.0625'],
    ['0.000000000001', '$0.000000000001'],
  ])('shows every digit of the price %s as %s', (amount, shown) => {
    expect(formatUsd(parseUsd(amount), { decimals: 'all' })).toBe(shown);
  });

  it('never shows an amount that is not zero as $0.00', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n * PICO_PER_USD }), (pico) => {
        expect(formatUsd(picoUsd(pico))).toMatch(/[1-9]/);
      }),
    );
  });
});

describe('formatUsed', () => {
  // $4.998 of $5 read “$5.00 of $5.00”.
  it.each([
    ['4.9981', '5', '$4.998'],
    ['4.99', '5', '$4.99'],
    ['5', '5', '$5.00'],
    ['5.001', '5', '$5.00'],
    ['4.999999999999', '5', '$4.999999999999'],
    ['0.0999', '0.1', '$0.0999'],
    ['0', '0', '$0.00'],
  ])('is never all where $%s of $%s is used: %s', (used, limit, text) => {
    expect(formatUsed(parseUsd(used), parseUsd(limit))).toBe(text);
  });
});

describe('parseUsd and usdDecimal', () => {
  it.each([
    ['12.50', '12.5'],
    ['0.0021375', '0.0021375'],
    ['0', '0'],
    ['-3', '-3'],
    ['007.10', '7.1'],
    ['0.000000000001', '0.000000000001'],
  ])('read %s and write %s', (text, written) => {
    expect(usdDecimal(parseUsd(text))).toBe(written);
  });

  it('give back every amount exactly', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (pico) => {
        expect(parseUsd(usdDecimal(picoUsd(pico)))).toBe(pico);
      }),
    );
  });

  it.each(['', '$5', '1e3', '1,000', '.5', '5.', ' 5', '+5', 'NaN', '0.0000000000001'])(
    'refuse "%s"',
    (text) => {
      expect(() => parseUsd(text)).toThrow(`"${text}" is not an amount in US dollars`);
    },
  );
});

describe('sumUsd', () => {
  it('adds what a float would lose', () => {
    expect(sumUsd([parseUsd('0.1'), parseUsd('0.2'), parseUsd('-0.3')])).toBe(0n);
    expect(sumUsd([])).toBe(0n);
  });
});
