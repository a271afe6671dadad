import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { newUser } from '@/tests/support/metering';
import { queryRows } from '../db/rows';
import type { Database } from '../db/types';
import { createKey } from './create';
import { listKeys } from './list';

describeOnDatabases('the list of a person’s keys', (db) => {
  // It added up the secrets and the balances of all keys that there are, however many.
  it('reads what is kept of these keys, and not of everybody’s', async () => {
    const [userId, other] = [await newUser(db()), await newUser(db())];
    await createKey(db(), { userId, name: 'My server' });
    await db().execute(sql`
      with keys as (
        insert into api_keys (id, user_id, name)
        select gen_random_uuid(), ${other}, 'theirs' from generate_series(1, 2000) returning id
      ), secrets as (
        insert into api_key_secrets (public_id, api_key_id, hash) select id::text, id, '' from keys
      )
      insert into api_key_balances (api_key_id, period_start) select id, date_trunc('month', now()) from keys`);
    await db().execute(sql`analyze api_keys, api_key_secrets, api_key_balances`);

    await db().transaction(async (tx) => {
      const before = await rowsRead(tx);
      expect(await listKeys(tx, { userId, now: new Date() })).toMatchObject([{ name: 'My server' }]);
      expect((await rowsRead(tx)) - before).toBeLessThan(20);
    });
  });
});

/** How many rows of what is kept of keys this transaction has read. */
async function rowsRead(tx: Database): Promise<number> {
  const [read] = await queryRows(
    tx,
    sql`select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int as rows from pg_stat_xact_user_tables
      where relname in ('api_key_secrets', 'api_key_balances')`,
    (row) => Number(row.rows),
  );
  return read ?? 0;
}
