import type { KeyRate } from '../metering/call';

/** How far a key is in its minute, in OpenAI's headers. */
export function rateLimitHeaders({ limits, window }: KeyRate): Record<string, string> {
  const left = (limit: number, used: number) => String(Math.max(0, limit - used));
  const reset = `${window.secondsLeft}s`;
  return {
    'x-ratelimit-limit-requests': String(limits.requestsPerMinute),
    'x-ratelimit-limit-tokens': String(limits.tokensPerMinute),
    'x-ratelimit-remaining-requests': left(limits.requestsPerMinute, window.requests),
    'x-ratelimit-remaining-tokens': left(limits.tokensPerMinute, window.tokens),
    'x-ratelimit-reset-requests': reset,
    'x-ratelimit-reset-tokens': reset,
  };
}
