import { and, eq, exists, inArray, ne } from 'drizzle-orm';
import { migrate } from '@/lib/db/migrate';
import { openPostgres } from '@/lib/db/postgres';
import { balances, chats, generations, ledgerEntries, messages, outbox } from '@/lib/db/schema';
import { readOvershoot } from '@/lib/metering/overshoot';

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
    async generation(id: string) {
      const [generation] = await db.select().from(generations).where(eq(generations.id, id));
      return generation;
    },
    /** The accounts that still have something held: none, when all is idle. */
    openHolds: () => db.select().from(balances).where(ne(balances.heldPico, 0n)),
    /** The generations that cost more than was held for them. */
    overshoot: () => readOvershoot(db, { from: new Date(0), to: new Date(Date.now() + 3_600_000) }),
    /** The chats whose title a model is about to write: it asks upstream when its first reply is there already. */
    awaitedTitles() {
      const hasReply = db
        .select()
        .from(messages)
        .where(
          and(eq(messages.chatId, chats.id), eq(messages.role, 'assistant'), ne(messages.status, 'failed')),
        );
      return db
        .select({ id: chats.id, title: chats.title })
        .from(chats)
        .where(and(inArray(chats.titleSource, ['new', 'pending']), exists(hasReply)));
    },
  };
}
