import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createDatabase } from '@/tests/support/create-database';
import { type FakeUpstream, startFakeUpstream } from '@/tests/upstream';
import { type App, startApp } from './support/app';
import { openBooks } from './support/books';
import { signInAsGuest } from './support/client';

describe('an app that is told to end (SIGTERM)', () => {
  let app: App;
  let upstream: FakeUpstream;
  let books: Awaited<ReturnType<typeof openBooks>>;

  beforeAll(async () => {
    const databaseUrl = await createDatabase(inject('postgresUrl'));
    [upstream, books] = await Promise.all([startFakeUpstream({ tokenDelayMs: 2 }), openBooks(databaseUrl)]);
    const env = {
      DATABASE_URL: databaseUrl,
      OPENAI_BASE_URL: upstream.url,
      OPENAI_MODELS: JSON.stringify([{ id: 'tokentally-demo', provider: 'demo' }]),
      GUESTS: 'on',
    };
    app = await startApp({ env });
  });
  afterAll(async () => {
    await app.stop('SIGKILL');
    await books.close();
    await upstream.close();
  });

  it('writes what streams to its end first, also where nobody reads, and bills it exactly', async () => {
    const client = await signInAsGuest(app.url);
    const [read, left] = await Promise.all([client.say('/long'), client.say('/long')]);
    await left.body?.cancel();
    await expect.poll(() => upstream.journal.totals().outputTokens).toBeGreaterThan(100);
    const ended = app.stop('SIGTERM');
    expect(await read.text()).toContain('[DONE]');
    await ended;
    await upstream.journal.idle();
    const sent = upstream.journal.records().filter(({ outcome }) => outcome === 'stop');
    const entries = await books.entries();
    expect(entries).toHaveLength(sent.length);
    expect(sent.length).toBeGreaterThanOrEqual(2);
    for (const { responseId, outputTokens } of sent) {
      expect(entries).toContainEqual(
        expect.objectContaining({ responseId, outputTokens, basis: 'exact', outcome: 'complete' }),
      );
    }
    expect(await books.openHolds()).toEqual([]);
  });
});
