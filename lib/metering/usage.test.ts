import type { LanguageModelV4Usage } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import { measureUsage } from './usage';

const counted = { promptTokens: 100, outputTokens: 40 };

function report(
  input: Partial<LanguageModelV4Usage['inputTokens']>,
  output: Partial<LanguageModelV4Usage['outputTokens']>,
) {
  return {
    inputTokens: {
      total: undefined,
      noCache: undefined,
      cacheRead: undefined,
      cacheWrite: undefined,
      ...input,
    },
    outputTokens: { total: undefined, text: undefined, reasoning: undefined, ...output },
  };
}

describe('what a generation used', () => {
  it('is what upstream reports, with input split into disjoint kinds', () => {
    expect(
      measureUsage(
        report({ total: 90, cacheRead: 64, cacheWrite: 6 }, { total: 50, reasoning: 30 }),
        counted,
        'complete',
      ),
    ).toEqual({
      basis: 'exact',
      usage: { uncached: 20, cacheRead: 64, cacheWrite: 6, output: 50, reasoning: 30 },
    });
  });

  it('is what we counted when upstream reports nothing', () => {
    expect(measureUsage(undefined, counted, 'complete')).toEqual({
      basis: 'estimated',
      usage: { uncached: 100, cacheRead: 0, cacheWrite: 0, output: 40, reasoning: 0 },
    });
  });

  it.each([
    ['only input', report({ total: 90 }, {}), { uncached: 90, output: 40 }],
    ['only output', report({}, { total: 55 }), { uncached: 100, output: 55 }],
    [
      'no output for a reply that has text',
      report({ total: 90 }, { total: 0 }),
      { uncached: 90, output: 40 },
    ],
    // The AI SDK takes what a server left out for 0.
    ['no input', report({ total: 0 }, { total: 55 }), { uncached: 100, output: 55 }],
    ['negative input', report({ total: -1 }, { total: 55 }), { uncached: 100, output: 55 }],
    ['half a token', report({ total: 90 }, { total: 1.5 }), { uncached: 90, output: 40 }],
  ])('is estimated when upstream reports %s', (_, reported, expected) => {
    const measured = measureUsage(reported, counted, 'complete');
    expect(measured.basis).toBe('estimated');
    expect(measured.usage).toMatchObject(expected);
  });

  it.each(['failed', 'stopped'] as const)(
    'is at least what was delivered of a reply that %s, whatever upstream had reported by then',
    (outcome) => {
      const early = report({ total: 90 }, { total: 1 });
      expect(measureUsage(early, counted, outcome)).toMatchObject({
        basis: 'estimated',
        usage: { uncached: 90, output: 40 },
      });
      const late = report({ total: 90 }, { total: 41 });
      expect(measureUsage(late, counted, outcome)).toMatchObject({ basis: 'exact', usage: { output: 41 } });
    },
  );

  it('takes an empty reply that is reported as empty for exact', () => {
    const reported = report({ total: 90 }, { total: 0 });
    const empty = { promptTokens: 100, outputTokens: 0 };
    expect(measureUsage(reported, empty, 'complete').basis).toBe('exact');
  });

  it('never has parts that are more than the whole', () => {
    const { usage } = measureUsage(
      report({ total: 10, cacheRead: 50, cacheWrite: 50 }, { total: 5, reasoning: 9 }),
      counted,
      'complete',
    );
    expect(usage).toEqual({ uncached: 0, cacheRead: 10, cacheWrite: 0, output: 5, reasoning: 5 });
  });
});
