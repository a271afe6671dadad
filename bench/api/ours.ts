import { createKey } from '@/lib/api-keys/create';
import { apiKeys, users } from '@/lib/db/schema';
import { newId, type UserId } from '@/lib/ids';
import { type App, startApp } from '@/tests/e2e/support/app';
import { openBooks } from '@/tests/e2e/support/books';
import { createDatabase } from '@/tests/support/create-database';
import { StartedParts } from '@/tests/support/started-parts';
import type { Target } from './load';

export interface Ours {
  app: App;
  books: Awaited<ReturnType<typeof openBooks>>;
  stop(): Promise<void>;
}

export interface Surroundings {
  /** A Postgres server; the app gets a database of its own on it. */
  postgresUrl: string;
  /** Up to and including the version. */
  upstreamUrl: string;
  /** Takes the events. */
  meterUrl: string;
}

/** Starts the built app. What it was started with is ended again where it does not start. */
export async function startOurs({ postgresUrl, upstreamUrl, meterUrl }: Surroundings): Promise<Ours> {
  const databaseUrl = await createDatabase(postgresUrl);
  const parts = new StartedParts();
  const env = {
    DATABASE_URL: databaseUrl,
    OPENAI_BASE_URL: upstreamUrl,
    OPENAI_MODELS: JSON.stringify([{ id: 'tokentally-demo', provider: 'demo' }]),
    OPENMETER_URL: meterUrl,
    FREE_ALLOWANCE_USD: '1000000',
    LOG_LEVEL: 'warn',
  };
  try {
    const books = await parts.start(openBooks(databaseUrl), (each) => each.close());
    const app = await parts.start(startApp({ env }), (each) => each.stop());
    return { app, books, stop: () => parts.end() };
  } catch (error) {
    await parts.end();
    throw error;
  }
}

/** Ours, called by so many customers, who may call as often as they like. */
export async function targetOf({ app, books }: Ours, customers: number): Promise<Target> {
  const keys: string[] = [];
  for (let made = 0; made < customers; made++) {
    const userId = newId<UserId>();
    await books.db.insert(users).values({ id: userId, kind: 'member' });
    keys.push((await createKey(books.db, { userId, name: 'bench' })).key);
  }
  const enough = 2 ** 31 - 1;
  await books.db.update(apiKeys).set({ requestsPerMinute: enough, tokensPerMinute: enough });
  const headers = keys.map((key) => ({ authorization: `Bearer ${key}` }));
  return { name: 'ours', url: `${app.url}/v1`, headers, pid: app.pid };
}
