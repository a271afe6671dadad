import { describe, expect, it } from 'vitest';
import { type ApiKeyId, newId } from '../ids';
import { parseUsd } from '../money';
import { AllowanceExceededError, KeyRateLimitError, KeySpendLimitError } from './errors';

const REASONS = ['used up', 'too dear', 'held by others'] as const;

const almostAll = {
  usedPico: parseUsd('4.9962'),
  limitPico: parseUsd('5'),
  resetsAt: new Date('2026-12-01T00:00:00Z'),
};

describe('the refusal of a call', () => {
  // A call that was too dear for what was left was told “$5.00 of $5.00 is used”.
  it.each(REASONS)('never reads as if all were used while some is left: %s', (reason) => {
    for (const error of [
      new AllowanceExceededError({ ...almostAll, reason }),
      new KeySpendLimitError({ ...almostAll, reason }),
    ]) {
      expect(error.message).toContain('$4.996 of $5.00');
      expect(error.details).toMatchObject({ usedUsd: '$4.996', limitUsd: '$5.00' });
    }
  });

  // It said to raise the key's limit in the settings, where no limit can be changed.
  it('says what helps when a key has reached its limit', () => {
    const { message } = new KeySpendLimitError({ ...almostAll, reason: 'used up' });
    expect(message).toBe(
      'The limit of this API key for this month is used up: $4.996 of $5.00. It resets on 2026-12-01; use another key, or make one with a higher limit at /settings/api-keys.',
    );
  });

  // It said “in 1 seconds”.
  it.each([
    [1, 'Try again in 1 second.'],
    [59, 'Try again in 59 seconds.'],
  ])('says when the minute of a key is over: in %d s', (secondsLeft, sentence) => {
    const limits = {
      id: newId<ApiKeyId>(),
      spendLimitPico: null,
      requestsPerMinute: 60,
      tokensPerMinute: 1_000,
    };
    const window = { requests: 61, tokens: 400, secondsLeft };
    expect(new KeyRateLimitError('requests', { limits, window }).message).toContain(sentence);
  });
});
