import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StartedParts } from '@/tests/support/started-parts';
import { signInAsGuest } from './support/client';
import { type Stack, startStack } from './support/stack';

/** On a busy machine what streams takes its time: an app that is killed at last did not end as it should. */
const ENDS_WITHIN_MS = 60_000;

describe('an app that is told to end (SIGTERM)', () => {
  const parts = new StartedParts();
  let stack: Stack;

  beforeAll(async () => {
    stack = await parts.start(startStack({ tokenDelayMs: 2 }), (each) => each.stop());
  });
  afterAll(() => parts.end());

  it('writes what streams to its end first, also where nobody reads, and bills it exactly', async () => {
    const { app, upstream, books } = stack;
    const client = await signInAsGuest(app.url);
    const [read, left] = await Promise.all([client.say('/long'), client.say('/long')]);
    await left.body?.cancel();
    await expect.poll(() => upstream.journal.totals().outputTokens).toBeGreaterThan(100);
    const ended = app.stop('SIGTERM', ENDS_WITHIN_MS);
    expect(await read.text()).toContain('[DONE]');
    expect(await ended).toBe('ended');
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
