import { sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { expect, it } from 'vitest';
import { containsAll } from './search-words';

// Three forms were looked for beside each word with an i, though most are found without regard to capitals.
it.each([
  ['token', ['%token%']],
  ['title', ['%title%', '%TİTLE%']],
  ['Istanbul', ['%istanbul%', '%ıstanbul%']],
  ['ilk', ['%ilk%', '%İLK%', '%İlk%']],
])('looks for %j in no form twice', (word, patterns) => {
  expect(new PgDialect().sqlToQuery(containsAll(sql`title`, [word])).params).toEqual(patterns);
});
