import { sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { expect, it } from 'vitest';
import { containsAll } from './search-words';

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
