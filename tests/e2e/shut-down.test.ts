import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInAsGuest } from './support/client';
import { type Stack, startStack } from './support/stack';

describe('an app that is told to end (SIGTERM)', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack({ tokenDelayMs: 2 });
  });
  afterAll(async () => {
    await stack.app.stop('SIGKILL');
    await stack.stop();
  });

  it('writes what streams to its end first, also where nobody reads, and bills it exactly', async () => {
    const { app, upstream, books } = stack;
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
