import { z } from 'zod';
import { parseUsd } from '../money';
import { HOW_TO_WRITE_USD, usdField } from '../usd-field';
import type { OwnBudget } from './budgets/budget';

const budgetForm = z.object({
  sum: usdField(),
  stop: z.literal('on').optional(),
});

/** The budget that was written in a form's fields `sum` and `stop`, null for none; or what is wrong with them. */
export function budgetOf(form: FormData): { budget: OwnBudget | null } | { error: string } {
  const parsed = budgetForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { error: `Write the sum ${HOW_TO_WRITE_USD}.` };
  const { sum, stop } = parsed.data;
  if (sum === '') {
    return stop === 'on'
      ? { error: 'Write the sum to stop at; or turn the switch off, too, to have no budget.' }
      : { budget: null };
  }
  const sumPico = parseUsd(sum);
  if (sumPico === 0n) return { error: 'A budget is more than $0. Leave the field empty for none.' };
  return { budget: { sumPico, stop: stop === 'on' } };
}
