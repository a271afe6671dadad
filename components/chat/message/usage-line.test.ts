import { describe, expect, it } from 'vitest';
import type { ReplyUsage } from '@/lib/chats/message';
import { totalCost, usageLine } from './usage-line';

const usage: ReplyUsage = {
  promptTokens: 12,
  completionTokens: 48,
  cachedTokens: 0,
  reasoningTokens: 0,
  costPico: '2137500000',
  estimated: false,
  model: 'gpt-5-mini-2025-08-07',
};

describe('usageLine', () => {
  it('says tokens in, tokens out and cost', () => {
    expect(usageLine(usage).text).toBe('12 in · 48 out · $0.0021');
  });

  it('groups the digits of large counts', () => {
    expect(usageLine({ ...usage, promptTokens: 120_431 }).text).toContain('120,431 in');
  });

  it('calls a reply without a price unpriced, never free', () => {
    expect(usageLine({ ...usage, costPico: null }).text).toBe('12 in · 48 out · unpriced');
  });

  it('tells the cached and the reasoning tokens in the detail, where there are any', () => {
    expect(usageLine(usage).detail).toBe('gpt-5-mini-2025-08-07: 12 tokens in, 48 tokens out');
    expect(usageLine({ ...usage, cachedTokens: 8, reasoningTokens: 32 }).detail).toBe(
      'gpt-5-mini-2025-08-07: 12 tokens in (8 of them cached), 48 tokens out (32 of them reasoning)',
    );
  });
});

describe('totalCost', () => {
  it('adds the costs up before it rounds', () => {
    expect(totalCost([usage, usage])).toBe('$0.0043');
  });

  it('leaves unpriced replies out, and is nothing when all are', () => {
    expect(totalCost([usage, { ...usage, costPico: null }])).toBe('$0.0021');
    expect(totalCost([{ ...usage, costPico: null }])).toBeUndefined();
  });
});
