import { z } from 'zod';

/**
 * A value whose shape is chosen by a look at it. A union says of a value that fits none of its shapes only that it is not
 * right, and not where.
 */
export function shapeOf<T>(choose: (value: unknown) => z.ZodType<T>) {
  return z.unknown().transform((value, { addIssue }): T => {
    const parsed = choose(value).safeParse(value);
    if (parsed.success) return parsed.data;
    for (const { message, path } of parsed.error.issues) {
      addIssue({ code: 'custom', message, input: value, path });
    }
    return z.NEVER;
  });
}
