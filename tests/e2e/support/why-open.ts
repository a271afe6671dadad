import { eq, sql } from 'drizzle-orm';
import { generations } from '@/lib/db/schema';
import type { Stack } from './stack';

/** What there is to know of a reply that does not end: its generation, what the database does, and what the app said. */
export async function whyOpen({ app, books, upstream }: Stack): Promise<string> {
  const { id, state, dispatchedAt, aliveAt, outputTokens, stopRequestedAt } = generations;
  const open = await books.db
    .select({ id, state, dispatchedAt, aliveAt, outputTokens, stopRequestedAt })
    .from(generations)
    .where(eq(state, 'dispatched'));
  const activity = await books.db.execute(sql`
    select pid, state, wait_event_type, wait_event, now() - query_start as since, left(query, 200) as query
    from pg_stat_activity where datname = current_database() and state <> 'idle'`);
  const found = { open, activity, sent: upstream.journal.records().slice(-3) };
  return `A reply has not ended. ${JSON.stringify(found, null, 1)}\n${app.output().slice(-4_000)}`;
}
