import { describe, expect, it } from 'vitest';
import { parseUsd } from '../money';
import { budgetOf } from './budget-input';

function filled(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

describe('what was written in the form of the budget', () => {
  it.each([
    [{ sum: '5' }, { sumPico: parseUsd('5'), stop: false }],
    [
      { sum: ' 12.50 ', stop: 'on' },
      { sumPico: parseUsd('12.5'), stop: true },
    ],
    // The decimal keypad of a phone in Germany has a comma, and no point.
    [{ sum: '12,50' }, { sumPico: parseUsd('12.5'), stop: false }],
    [{ sum: '0,5' }, { sumPico: parseUsd('0.5'), stop: false }],
    [{ sum: '999999.99' }, { sumPico: parseUsd('999999.99'), stop: false }],
    [{ sum: '' }, null],
  ])('%j is a budget, or none', (fields, budget) => {
    expect(budgetOf(filled(fields))).toEqual({ budget });
  });

  it.each([
    [{ sum: 'much' }, 'Write the sum in dollars'],
    // It said no more than “in dollars, like 5 or 12.50”, which they are.
    [{ sum: '1000000' }, '999999.99 at most'],
    [{ sum: '1,000' }, 'with nothing between the thousands'],
    [{ sum: '1.000,50' }, 'with nothing between the thousands'],
    [{ sum: '0', stop: 'on' }, 'more than $0'],
    [{ stop: 'on' }, 'Write the sum in dollars'],
    // The budget was removed without a word, though the switch was on.
    [{ sum: '', stop: 'on' }, 'Write the sum to stop at'],
  ])('%j is refused, with what to do', (fields, words) => {
    expect(budgetOf(filled(fields))).toEqual({ error: expect.stringContaining(words) });
  });
});
