import { z } from 'zod';
import { withDecimalPoint } from './decimal-point';

/** Dollars and cents as somebody typed them into a form, or nothing. */
export function usdField(error?: string) {
  return z
    .string()
    .trim()
    .overwrite(withDecimalPoint)
    .regex(/^(\d{1,6}(\.\d{1,2})?)?$/, error);
}
