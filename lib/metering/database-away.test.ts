import { streamText } from 'ai';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '@/tests/support/databases';
import { callOf, clientsOf, newUser, settled } from '@/tests/support/metering';
import { type FakeUpstream, startFakeUpstream } from '@/tests/upstream';
import { generations } from '../db/schema';
import { encodingForModel, loadEncoding } from '../tokens/encoding';
import { countText } from '../tokens/text-counter';
import { Checkpointer } from './checkpointer';
import { meteredModel } from './metered-model';

let upstream: FakeUpstream;

beforeAll(async () => {
  upstream = await startFakeUpstream();
});
afterAll(() => upstream.close());

const MOST_UNSAVED_TOKENS = 64;

describeOnDatabases('while the database is away', (db) => {
  it('a reply waits with at most 64 tokens unsaved, and goes on when it is back', async () => {
    const userId = await newUser(db());
    const encoding = await loadEncoding(encodingForModel('tokentally-demo'));
    let isAway = false;
    let failures = 0;
    const checkpointer = new Checkpointer(async () => {
      if (!isAway) return db();
      failures++;
      throw new Error('The database is away.');
    });
    const model = meteredModel(
      { unmetered: clientsOf(upstream.url).chat },
      { db: db(), checkpointer },
      callOf(userId),
    );
    const result = streamText({ model, prompt: '/long' });

    let text = '';
    const reading = (async () => {
      for await (const part of result.stream) if (part.type === 'text-delta') text += part.text;
    })();
    const until = async (isTrue: () => boolean) => {
      while (!isTrue()) await new Promise((done) => setImmediate(done));
    };
    await until(() => countText(encoding, text) > MOST_UNSAVED_TOKENS);
    isAway = true;
    await until(() => failures >= 3);
    const textWhenItWaits = text;
    const [saved] = await db().select().from(generations).where(eq(generations.userId, userId));
    isAway = false;
    await reading;

    const deliveredTokens = countText(encoding, textWhenItWaits);
    expect(deliveredTokens - Number(saved?.outputTokens)).toBeLessThanOrEqual(MOST_UNSAVED_TOKENS);
    expect(text.length).toBeGreaterThan(textWhenItWaits.length);
    const { entries } = await settled(db(), userId);
    expect(entries).toMatchObject([
      { basis: 'exact', outcome: 'complete', outputTokens: upstream.journal.totals().outputTokens },
    ]);
    upstream.journal.clear();
  });
});
