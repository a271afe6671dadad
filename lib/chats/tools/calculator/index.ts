import { tool } from 'ai';
import { z } from 'zod';
import { evaluate } from './evaluate';

/** Calculates, which models do by guessing. */
export const calculator = tool({
  title: 'Calculator',
  description:
    'Calculates an arithmetic expression, such as `(0.25 * 1200 + 2 * 800) / 10^6`: whole numbers exactly ' +
    'by + - * / % ^, all else to 15 digits. ' +
    'Knows + - * / % ^, parentheses, pi, e, sqrt, abs, round, floor, ceil, min, max, ln, log10, log2, exp, sin, cos, tan.',
  inputSchema: z.object({ expression: z.string().describe('The expression, such as 12 * 3.5') }),
  execute: ({ expression }) => ({ expression, result: evaluate(expression) }),
});
