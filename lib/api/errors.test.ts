import { describe, expect, it, vi } from 'vitest';
import { type Caller, InvalidApiKeyError } from '../api-keys/authenticate';
import { BudgetStopError } from '../billing/budgets/spend-limit';
import { BadRequestError, BodyTooLargeError, ContextLengthError, UnknownModelError } from '../errors';
import { type ApiKeyId, asId, type UserId } from '../ids';
import { log } from '../log';
import {
  AllowanceExceededError,
  KeyRateLimitError,
  KeySpendLimitError,
  PromptBeyondRateLimitError,
} from '../metering/errors';
import { parseUsd } from '../money';
import { errorAnswer, PromptTooLongError } from './errors';

const limits = {
  id: asId<ApiKeyId>('0193a000-0000-7000-8000-000000000000'),
  spendLimitPico: null,
  requestsPerMinute: 60,
  tokensPerMinute: 1_000,
};
const shortfall = {
  usedPico: parseUsd('0.99'),
  limitPico: parseUsd('1'),
  resetsAt: new Date('2026-12-01T00:00:00Z'),
};
const usedUp = { ...shortfall, reason: 'used up' } as const;
const held = { ...shortfall, reason: 'held by others' } as const;
const keyRate = { limits, window: { requests: 3, tokens: 400, secondsLeft: 17 } };

const caller: Caller = {
  user: { id: asId<UserId>('0193a000-0000-7000-8000-000000000001'), kind: 'member' },
  budget: null,
  key: limits,
  models: null,
};
const answerTo = (thrown: unknown) => errorAnswer(thrown, { path: '/v1/responses', caller });

describe('an error of the API', () => {
  it.each([
    [new InvalidApiKeyError(), 401, 'invalid_api_key', 'invalid_request_error'],
    [new UnknownModelError('gpt-1'), 404, 'model_not_found', 'invalid_request_error'],
    [
      new PromptTooLongError(new ContextLengthError(9, 5), 'input'),
      400,
      'context_length_exceeded',
      'invalid_request_error',
    ],
    [new AllowanceExceededError(usedUp), 429, 'insufficient_quota', 'insufficient_quota'],
    [new KeySpendLimitError(usedUp), 429, 'insufficient_quota', 'insufficient_quota'],
    [new AllowanceExceededError(held), 429, 'rate_limit_exceeded', 'requests'],
    [new KeySpendLimitError(held), 429, 'rate_limit_exceeded', 'requests'],
    [new BodyTooLargeError(4 * 2 ** 20), 413, 'request_too_large', 'invalid_request_error'],
    [new BadRequestError('No.'), 400, 'invalid_request', 'invalid_request_error'],
    [new Error('secret of ours'), 500, 'internal_error', 'server_error'],
  ])('has OpenAI’s shape and code: %s', async (thrown, status, code, type) => {
    const answer = answerTo(thrown);
    expect(answer.status).toBe(status);
    const { error, ...rest } = await answer.json();
    expect(rest).toEqual({});
    expect(error).toMatchObject({ code, type });
    expect(Object.keys(error).toSorted()).toEqual(['code', 'message', 'param', 'type']);
    expect(error.message).not.toContain('secret of ours');
  });

  it('says of an unknown model where those are that there are', async () => {
    expect(await answerTo(new UnknownModelError('gpt-1')).json()).toMatchObject({
      error: {
        message: 'There is no model “gpt-1” here. GET /v1/models lists those there are.',
        param: 'model',
      },
    });
  });

  it('says when a used-up allowance begins anew, and that trying again helps nothing', async () => {
    for (const error of [new AllowanceExceededError(usedUp), new KeySpendLimitError(usedUp)]) {
      const answer = answerTo(error);
      expect(answer.headers.get('x-quota-resets-at')).toBe('2026-12-01T00:00:00.000Z');
      expect(answer.headers.get('x-should-retry')).toBe('false');
      expect((await answer.json()).error.message).toContain('It resets on 2026-12-01');
    }
  });

  it('lets a caller try again soon where other calls hold what is left', () => {
    const { headers } = answerTo(new AllowanceExceededError(held));
    expect(headers.get('x-should-retry')).toBeNull();
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });

  // They were told only of what the minute itself refuses.
  it.each([
    new AllowanceExceededError({ ...held, keyRate }),
    new KeySpendLimitError({ ...held, keyRate }),
    new BudgetStopError({ ...usedUp, keyRate }),
  ])('says how far the key is in its minute also where money is short: %s', (thrown) => {
    expect(Object.fromEntries(answerTo(thrown).headers)).toMatchObject({
      'x-ratelimit-limit-requests': '60',
      'x-ratelimit-remaining-requests': '57',
      'x-ratelimit-remaining-tokens': '600',
      'x-ratelimit-reset-tokens': '17s',
    });
  });

  it('says when to try again, and how far the key is in its minute', () => {
    const window = { requests: 61, tokens: 400, secondsLeft: 17 };
    const { status, headers } = answerTo(new KeyRateLimitError('requests', { limits, window }));
    expect(status).toBe(429);
    expect(Object.fromEntries(headers)).toMatchObject({
      'retry-after': '17',
      'x-ratelimit-limit-requests': '60',
      'x-ratelimit-limit-tokens': '1000',
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-remaining-tokens': '600',
      'x-ratelimit-reset-requests': '17s',
      'x-ratelimit-reset-tokens': '17s',
    });
  });

  it('says of a prompt that no minute of its key has room for that trying again helps nothing', async () => {
    const window = { requests: 1, tokens: 400, secondsLeft: 17 };
    const { status, headers } = answerTo(
      new PromptBeyondRateLimitError({ promptTokens: 1_001, isEstimate: false }, { limits, window }),
    );
    expect(status).toBe(429);
    expect(headers.get('retry-after')).toBeNull();
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-should-retry': 'false',
      'x-ratelimit-remaining-requests': '59',
      'x-ratelimit-remaining-tokens': '600',
    });
  });

  // The log had OpenAI's code, which is one for three of these, and not who was refused.
  it.each([
    [new AllowanceExceededError(usedUp), 'allowance_exceeded'],
    [new BudgetStopError(usedUp), 'budget_stop'],
    [new KeySpendLimitError(usedUp), 'key_limit_exceeded'],
    // These last seconds: in the log they looked like the ones above, which last until the reset.
    [new BudgetStopError(held), 'budget_stop_held'],
    [new KeySpendLimitError(held), 'key_limit_held'],
    [
      new KeyRateLimitError('tokens', { limits, window: { requests: 1, tokens: 1_001, secondsLeft: 9 } }),
      'rate_limit_exceeded',
    ],
    [new UnknownModelError('gpt-1'), 'unknown_model'],
  ])('is in the log with our own code, and who was refused: %s', (thrown, code) => {
    const info = vi.spyOn(log, 'info');
    answerTo(thrown);
    expect(info).toHaveBeenCalledExactlyOnceWith(
      { code, path: '/v1/responses', userId: caller.user.id, apiKeyId: caller.key.id },
      'a request was refused',
    );
    vi.restoreAllMocks();
  });
});
