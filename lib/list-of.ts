import { z } from 'zod';

/**
 * A list that isn't empty. Its items are checked up to the first wrong one: `z.array` would describe every one of a
 * million, for seconds in which the process does nothing else.
 *
 * @param ifEmpty the sentence for one that is
 */
export function listOf<T>(item: z.ZodType<T>, ifEmpty?: string) {
  return z
    .array(z.unknown())
    .min(1, ifEmpty)
    .transform((values, { addIssue }): T[] => {
      const list: T[] = [];
      for (const [index, input] of values.entries()) {
        const parsed = item.safeParse(input);
        if (!parsed.success) {
          for (const { message, path } of parsed.error.issues) {
            addIssue({ code: 'custom', message, input, path: [index, ...path] });
          }
          return z.NEVER;
        }
        list.push(parsed.data);
      }
      return list;
    });
}
