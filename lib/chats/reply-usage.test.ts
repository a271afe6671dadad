import { expect, it } from 'vitest';
import { replyUsage } from './reply-usage';

// A model that had thought long left no room for what was said, and the next message was warned of.
it('what a model thought last fills none of the context of what is said next', () => {
  const usage = { uncached: 100, cacheRead: 20, cacheWrite: 0, output: 900, reasoning: 850 };
  const generation = {
    generationId: 'one',
    model: 'demo',
    basis: 'exact',
    costPico: null,
    durationMs: 10,
    usage,
  } as const;
  expect(replyUsage([generation])).toMatchObject({ contextTokens: 170, completionTokens: 900 });
});
