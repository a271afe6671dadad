import { describe, expect, it } from 'vitest';
import type { ReplyUsage } from '@/lib/chats/message';
import { usageLine } from './usage-line';

const usage: ReplyUsage = {
  promptTokens: 12,
  completionTokens: 48,
  cachedTokens: 0,
  reasoningTokens: 0,
  costPico: '2137500000',
  estimated: false,
  model: 'gpt-5-mini-2025-08-07',
  durationMs: 3_240,
  contextTokens: 60,
  generationIds: ['019a0000-0000-7000-8000-000000000000'],
};

describe('usageLine', () => {
  it('says tokens in, tokens out, cost and duration', () => {
    expect(usageLine(usage).text).toBe('12 in · 48 out · $0.0021 · 3.2 s');
  });

  it('groups the digits of large counts', () => {
    expect(usageLine({ ...usage, promptTokens: 120_431 }).text).toContain('120,431 in');
  });

  it('calls a reply without a price unpriced, never free', () => {
    expect(usageLine({ ...usage, costPico: null }).text).toBe('12 in · 48 out · unpriced · 3.2 s');
  });

  it('tells the cached and the reasoning tokens in the detail, where there are any', () => {
    expect(usageLine(usage).detail).toBe('gpt-5-mini-2025-08-07: 12 tokens in, 48 tokens out');
    expect(usageLine({ ...usage, cachedTokens: 8, reasoningTokens: 32 }).detail).toBe(
      'gpt-5-mini-2025-08-07: 12 tokens in (8 of them cached), 48 tokens out (32 of them reasoning)',
    );
  });

  it('says of a reply that used tools that their time is not in its own', () => {
    expect(usageLine({ ...usage, generationIds: ['first', 'second'] }).detail).toMatch(
      /48 tokens out; the time of its 2 calls of the model, without that of the tools between them$/,
    );
  });
});
