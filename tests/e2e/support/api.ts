import OpenAI, { type ClientOptions } from 'openai';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { createKey, type NewKeyWishes } from '@/lib/api-keys/create';
import type { ApiKeyId, UserId } from '@/lib/ids';
import { inputTokens, usageOfEntry } from '@/lib/pricing/token-usage';
import { createDatabase } from '@/tests/support/create-database';
import { newUser } from '@/tests/support/metering';
import { type FakeUpstream, startFakeUpstream } from '@/tests/upstream';
import { type App, startApp } from './app';
import { openBooks } from './books';

/** Of our own at upstream: nobody may ever see it. */
export const UPSTREAM_KEY = 'sk-proj-of-the-operator-0123456789';
export const MODEL = 'tokentally-demo';
export const EMBEDDING_MODEL = 'tokentally-demo-embedding';

export interface ApiUser {
  userId: UserId;
  keyId: ApiKeyId;
  key: string;
  openai: OpenAI;
}

interface Running {
  app: App;
  /** What the app was started with. */
  env: Record<string, string>;
  upstream: FakeUpstream;
  books: Awaited<ReturnType<typeof openBooks>>;
}

/** The built app in front of the fake upstream. After every test, its books must say what the upstream's journal says. */
export function apiApp() {
  let running: Running | undefined;

  function parts() {
    if (!running) throw new Error('The app runs only while a test does.');
    return running;
  }

  beforeAll(async () => {
    const databaseUrl = await createDatabase(inject('postgresUrl'));
    const [upstream, books] = await Promise.all([
      startFakeUpstream({ tokenDelayMs: 2 }),
      openBooks(databaseUrl),
    ]);
    const env = {
      DATABASE_URL: databaseUrl,
      OPENAI_BASE_URL: upstream.url,
      OPENAI_API_KEY: UPSTREAM_KEY,
      GUESTS: 'on',
      // The server's models at the demo's prices.
      OPENAI_MODELS: JSON.stringify([MODEL, EMBEDDING_MODEL].map((id) => ({ id, provider: 'demo' }))),
    };
    running = { app: await startApp({ env }), env, upstream, books };
  });
  afterEach(async () => {
    const { upstream } = parts();
    await expectJournalInLedger();
    upstream.faults.clear();
    upstream.journal.clear();
  });
  afterAll(async () => {
    const { app, upstream, books } = parts();
    await app.stop();
    await books.close();
    await upstream.close();
  });

  const seen = new Set<string>();

  /** The entries of what was asked since the journal was cleared. */
  async function entries() {
    const all = await parts().books.entries();
    return all.filter((entry) => !seen.has(entry.generationId));
  }

  async function expectJournalInLedger() {
    const { upstream, books } = parts();
    await upstream.journal.idle();
    const served = upstream.journal.records().filter((record) => record.outcome !== 'refused');
    const sent = served.map(({ promptTokens, outputTokens }) => ({ promptTokens, outputTokens }));
    await expect
      .poll(async () => {
        const billed = await entries();
        return sorted(
          billed.map((entry) => ({
            promptTokens: inputTokens(usageOfEntry(entry)),
            outputTokens: entry.outputTokens,
          })),
        );
      })
      .toBe(sorted(sent));
    await expect.poll(() => books.openHolds()).toEqual([]);
    for (const { generationId } of await entries()) seen.add(generationId);
  }

  return {
    url: () => `${parts().app.url}/v1`,
    output: () => parts().app.output(),
    upstream: () => parts().upstream,
    books: () => parts().books,
    entries,
    /** Another instance of the app, on the same database and the same upstream. Whoever starts it stops it. */
    startInstance: () => startApp({ env: parts().env }),
    /** A person with a key, and the official client with it. */
    async newApiUser(wishes: Partial<NewKeyWishes> = {}, options: ClientOptions = {}): Promise<ApiUser> {
      const { app, books } = parts();
      const userId = wishes.userId ?? (await newUser(books.db));
      const { id, key } = await createKey(books.db, { userId, name: 'test', ...wishes });
      const openai = new OpenAI({ apiKey: key, baseURL: `${app.url}/v1`, maxRetries: 0, ...options });
      return { userId, keyId: id, key, openai };
    },
  };
}

function sorted(counts: object[]): string {
  return counts
    .map((count) => JSON.stringify(count))
    .toSorted()
    .join();
}

/** All that a stream or a paged list gives. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
