/**
 * What a word with an i may be in Turkish and its relatives, whose i has its dot as a capital too: `istanbul` is
 * `İstanbul` and `İSTANBUL`, `ısı` is `ISI`. Neither JavaScript nor Postgres takes these for the same unless told the
 * language. Nothing for a word without an i.
 */
export function turkishForms(word: string): string[] {
  if (!/[iıİI]/.test(word)) return [];
  const lower = word.toLocaleLowerCase('tr');
  const [first = '', ...rest] = lower;
  return [lower, word.toLocaleUpperCase('tr'), first.toLocaleUpperCase('tr') + rest.join('')];
}
