import { inArray, sql } from 'drizzle-orm';
import { generations } from '@/lib/db/schema';
import type { App } from './app';
import type { Stack } from './stack';

const LONGEST_ANSWER_MS = 5_000;

/**
 * What there is to know of a reply that does not end: its generation by the database's clock, who waits there for whom,
 * whether the app lives and answers, and what it said.
 */
export async function whyOpen({ app, books, upstream }: Stack): Promise<string> {
  const { id, state, dispatchedAt, aliveAt, outputTokens, stopRequestedAt } = generations;
  const open = await books.db
    .select({ id, state, dispatchedAt, aliveAt, outputTokens, stopRequestedAt, now: sql`now()` })
    .from(generations)
    .where(inArray(state, ['reserved', 'dispatched']));
  const activity = await books.db.execute(sql`
    select pid, pg_blocking_pids(pid) as blocked_by, state, wait_event_type, wait_event, now() - query_start as since,
      left(query, 200) as query
    from pg_stat_activity where datname = current_database() and state <> 'idle'`);
  const answers = await answerOf(app);
  const found = { open, activity, lives: lives(app), answers, sent: upstream.journal.records().slice(-3) };
  return `A reply has not ended. ${JSON.stringify(found, null, 1)}\n${app.output().slice(-4_000)}`;
}

function lives({ pid }: App): boolean {
  try {
    // Sends nothing, and asks whether it could.
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The status of a page, or why there is none. */
async function answerOf({ url }: App): Promise<string> {
  const signal = AbortSignal.timeout(LONGEST_ANSWER_MS);
  return fetch(`${url}/sign-in`, { redirect: 'manual', signal }).then(
    ({ status }) => String(status),
    (error: unknown) => String(error),
  );
}
