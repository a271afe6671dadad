import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CalculationError, evaluate } from './evaluate';

describe('the calculator', () => {
  it.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['0.1 + 0.2', 0.3],
    ['2 ^ 3 ^ 2', 512],
    ['2 ** -1', 0.5],
    ['-2 ^ 2', -4],
    ['- -3', 3],
    ['17 % 5', 2],
    ['1.5e3 / .5', 3000],
    ['sqrt(2) ^ 2', 2],
    ['max(1, 2 * 3, 4) - min(5, 1)', 5],
    ['Round(PI * 100) / 100', 3.14],
    ['0.25 * 12000 / 1000000', 0.003],
    ['10 - 4 - 3', 3],
  ])('finds that %s is %d', (expression, value) => {
    expect(evaluate(expression)).toBe(value);
  });

  // All results were rounded to 15 digits, and said to be exact.
  it.each([
    ['2^53 - 2', 9007199254740990],
    ['2^53', '9007199254740992'],
    ['123456789 * 987654321', '121932631112635269'],
    ['-(10^20 + 1)', '-100000000000000000001'],
    ['(3 * 10^20 + 3) / 3 % 10^19', 1],
    ['9007199254740993', '9007199254740993'],
    ['7 ^ 30 / 7 ^ 28', 49],
  ])('finds that %s is %s, to the last digit', (expression, value) => {
    expect(evaluate(expression)).toBe(value);
  });

  it.each([
    ['10 / 4', 2.5],
    ['10^20 / 3', 33333333333333300000],
    ['0.1 * 30', 3],
    ['sqrt(10^20)', 10000000000],
    ['-1 ^ 99999999999999999999', -1],
    ['0 * 1.5', 0],
  ])('rounds what is no whole number: %s is %d', (expression, value) => {
    expect(evaluate(expression)).toBe(value);
  });

  it.each([
    ['', 'ends too early'],
    ['1 +', 'ends too early'],
    ['(1', 'closing parenthesis'],
    ['1 2', 'not expected'],
    ['1 / 0', 'divides by zero'],
    ['1 % 0', 'divides by zero'],
    ['10 ^ 999', 'not a finite number'],
    ['sqrt(-1)', 'not a finite number'],
    ['process.exit()', 'not understood'],
    ['constructor("x")', 'not understood'],
    ['toString()', 'not expected'],
    ['('.repeat(500), 'nested too deeply'],
    [`${'2^'.repeat(400)}2`, 'nested too deeply'],
    ['1+'.repeat(600), 'too many'],
  ])('says what is wrong with %j', (expression, sentence) => {
    expect(() => evaluate(expression)).toThrow(CalculationError);
    expect(() => evaluate(expression)).toThrow(sentence);
  });

  it('gives a number or says why not, whatever it is asked', () => {
    const anything = fc.string({ unit: fc.constantFrom(...'0123456789.+-*/%^(), episqrt'), maxLength: 60 });
    fc.assert(
      fc.property(anything, (expression) => {
        try {
          expect(Number.isFinite(Number(evaluate(expression)))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(CalculationError);
        }
      }),
    );
  });
});
