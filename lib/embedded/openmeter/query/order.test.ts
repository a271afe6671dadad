import { expect, inject, it, onTestFinished } from 'vitest';
import { migrate } from '@/lib/db/migrate';
import { openPostgres } from '@/lib/db/postgres';
import type { Database } from '@/lib/db/types';
import { createDatabase } from '@/tests/support/create-database';
import { createEmbeddedOpenMeter } from '..';
import { ingest } from '../testing/requests';

/** A migrated database whose texts are in the order of a dictionary, unlike those of the other tests. */
async function openEnglishDatabase(): Promise<Database> {
  const english = "template template0 encoding 'UTF8' locale_provider icu icu_locale 'en-US'";
  const connection = openPostgres(await createDatabase(inject('postgresUrl'), english));
  onTestFinished(() => connection.close());
  await migrate(connection);
  return connection.db;
}

// They came in the order of the database's language.
it('lists subjects and group values in the order of their bytes, whatever the language of the database', async () => {
  const db = await openEnglishDatabase();
  const meters = [{ slug: 'm', eventType: 'test', aggregation: 'COUNT', groupBy: { g: '$.g' } }] as const;
  const fetch = createEmbeddedOpenMeter({ db: async () => db, meters: [...meters] });
  const names = ['a', 'B', 'ä', 'ab', 'a b', '\ufffd', '😀'];
  await ingest(
    fetch,
    names.map((name) => ({ subject: name, data: { g: name }, time: '2025-01-01T00:00:00Z' })),
  );
  for (const path of ['subjects', 'group-by/g/values?from=2025-01-01T00:00:00Z']) {
    const answer = await fetch(new Request(`http://meter/api/v1/meters/m/${path}`));
    expect(await answer.json()).toEqual(['B', 'a', 'a b', 'ab', 'ä', '\ufffd', '😀']);
  }
});
