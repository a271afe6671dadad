import OpenAI, { type ClientOptions } from 'openai';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { createKey, type NewKeyWishes } from '@/lib/api-keys/create';
import type { ApiKeyId, UserId } from '@/lib/ids';
import { inputTokens, usageOfEntry } from '@/lib/pricing/token-usage';
import { newUser } from '@/tests/support/metering';
import { StartedParts } from '@/tests/support/started-parts';
import { type Stack, startStack } from './stack';

/** Of our own at upstream: nobody may ever see it. */
export const UPSTREAM_KEY = 'sk-proj-of-the-operator-0123456789';
/** Opens the app's embedded meter. */
export const METER_KEY = 'a-key-of-the-other-services';
export const MODEL = 'tokentally-demo';
export const EMBEDDING_MODEL = 'tokentally-demo-embedding';

export interface ApiUser {
  userId: UserId;
  keyId: ApiKeyId;
  key: string;
  openai: OpenAI;
}

/** The built app in front of the fake upstream. After every test, its books must say what the upstream's journal says. */
export function apiApp() {
  const started = new StartedParts();
  let running: Stack | undefined;

  function parts() {
    if (!running) throw new Error('The app runs only while a test does.');
    return running;
  }

  beforeAll(async () => {
    const env = {
      OPENAI_API_KEY: UPSTREAM_KEY,
      EMBEDDED_OPENMETER_KEY: METER_KEY,
      // The server's models at the demo's prices.
      OPENAI_MODELS: JSON.stringify([MODEL, EMBEDDING_MODEL].map((id) => ({ id, provider: 'demo' }))),
    };
    running = await started.start(startStack({ tokenDelayMs: 2, env }), (each) => each.stop());
  });
  afterEach(async () => {
    const { upstream } = parts();
    await expectJournalInLedger();
    upstream.faults.clear();
    upstream.journal.clear();
  });
  afterAll(() => started.end());

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
    /** Another instance of the app, which ends with this one. */
    startInstance: () => parts().startInstance(),
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
