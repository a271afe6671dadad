import { z } from 'zod';
import { withDecimalPoint } from './decimal-point';

/** How `usdField` wants it, for the sentence that refuses what is written otherwise. */
export const HOW_TO_WRITE_USD =
  'in dollars, like 5 or 12.50: 999999.99 at most, and with nothing between the thousands';

/** Dollars and cents as somebody typed them into a form, or nothing. */
export function usdField(error?: string) {
  return z
    .string()
    .trim()
    .overwrite(withDecimalPoint)
    .regex(/^(\d{1,6}(\.\d{1,2})?)?$/, error);
}
