import { ne } from 'drizzle-orm';
import { migrate } from '@/lib/db/migrate';
import { openPostgres } from '@/lib/db/postgres';
import { balances, ledgerEntries, outbox } from '@/lib/db/schema';

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
    /** The accounts that still have something held: none, when all is idle. */
    openHolds: () => db.select().from(balances).where(ne(balances.heldPico, 0n)),
  };
}
