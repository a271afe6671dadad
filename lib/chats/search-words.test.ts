import { sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { expect, it } from 'vitest';
import { containsAll, wordsToContain } from './search-words';

// Every form is looked for in all that a person has in their chats, which no index helps. Beside each word with an i there
// were three, though most are found without regard to capitals. What they find is tested in search-chats.test.ts.
it.each([
  ['token', 1],
  ['title', 2],
  ['Istanbul', 2],
  ['ilk', 3],
])('looks for %j in no more forms than %i', (word, forms) => {
  expect(new PgDialect().sqlToQuery(containsAll(sql`title`, [word])).params).toHaveLength(forms);
});

// 200 characters had 67 words, each looked for in all that somebody had written: it took most of a second.
it('looks for the first eight words, each once, though more were typed', () => {
  expect(wordsToContain('ab cd ab ef cd')).toEqual(['ab', 'cd', 'ef']);
  expect(wordsToContain('a1 a2 a3 a4 a5 a6 a7 a8 a9 b1')).toEqual([
    'a1',
    'a2',
    'a3',
    'a4',
    'a5',
    'a6',
    'a7',
    'a8',
  ]);
});

it('looks for the words that tell much before those that tell little', () => {
  expect(wordsToContain('x = a + b - c * d / e integral')).toEqual([
    'integral',
    'x',
    '=',
    'a',
    '+',
    'b',
    '-',
    'c',
  ]);
  expect(wordsToContain('a b c')).toEqual([]);
});
