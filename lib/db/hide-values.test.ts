import { inspect } from 'node:util';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { hideValues } from './hide-values';

const SECRET = 'what a person wrote';

// Next.js printed the search words, prompts and password hashes of statements that failed.
describeOnDatabases('a statement that failed', (db) => {
  beforeAll(hideValues);

  it('is printed with the reason, without the values', async () => {
    const failure: unknown = await db()
      .execute(sql`select ${SECRET}::text, 1 / ${0}::int`)
      .catch((error: unknown) => error);
    const printed = inspect(failure);
    expect(printed).toContain('A statement failed: division by zero (22012)\nselect $1::text');
    expect(printed).toContain('hide-values.test.ts');
    expect(printed).not.toContain(SECRET);
    expect(inspect(new Error('A search failed', { cause: failure }))).not.toContain(SECRET);
  });
});
