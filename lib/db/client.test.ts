import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { users } from './schema';

describeOnDatabases('the database', (db) => {
  it('keeps a row and gives it back', async () => {
    const id = '0199c0de-0000-7000-8000-000000000001';
    await db().insert(users).values({ id, kind: 'guest' });
    expect(await db().select({ id: users.id, kind: users.kind }).from(users)).toEqual([
      { id, kind: 'guest' },
    ]);
  });
});
