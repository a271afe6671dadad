import { migrate } from '@/lib/db/migrate';
import { openPostgres } from '@/lib/db/postgres';
import { ledgerEntries, outbox, users } from '@/lib/db/schema';

/** The app's database, migrated, and what its books say. */
export async function openBooks(databaseUrl: string) {
  const connection = openPostgres(databaseUrl);
  await migrate(connection);
  const { db } = connection;
  return {
    db,
    close: () => connection.close(),
    entries: () => db.select().from(ledgerEntries).orderBy(ledgerEntries.generationId),
    events: () => db.select().from(outbox).orderBy(outbox.id),
    users: () => db.select().from(users),
  };
}
