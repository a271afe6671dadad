import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTexts } from './count-texts';
import { loadEncoding } from './encoding';
import { nastyText } from './testing/nasty-text';
import { turnsDuring } from './testing/turns-during';
import { countText } from './text-counter';

describe.each(['o200k_base', 'cl100k_base'] as const)('countTexts in %s', async (name) => {
  const encoding = await loadEncoding(name);

  it('is the sum of what the texts count each', async () => {
    const text = fc
      .tuple(nastyText({ maxLength: 12 }), fc.integer({ min: 1, max: 1_500 }))
      .map(([unit, times]) => unit.repeat(times));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 4 }), async (texts) => {
        const counts = texts.map((one) => countText(encoding, one));
        expect(await countTexts(encoding, texts)).toBe(counts.reduce((total, count) => total + count, 0));
      }),
      { numRuns: 30 },
    );
  });
});

describe('countTexts', async () => {
  const encoding = await loadEncoding('o200k_base');

  // A body of 4 MB was counted at a stretch, for up to ten seconds in which the process answered nobody.
  it.each([
    ['words', 'one two '.repeat(64 * 1024)],
    ['spaces', ' '.repeat(512 * 1024)],
    ['Chinese without a boundary', '的一是不了人我在有他'.repeat(10_000)],
  ])('lets others have their turn in long %s', async (_, text) => {
    expect(await turnsDuring(countTexts(encoding, [text]))).toBeGreaterThan(4);
  });

  // Of ten texts at once a slice each was counted at a stretch, and all replies of the process stood still meanwhile.
  it('lets them have it as often when many are counted at once', async () => {
    const text = 'one two '.repeat(64 * 1024);
    const turnsForOne = await turnsDuring(countTexts(encoding, [text]));
    const many = Array.from({ length: 10 }, () => countTexts(encoding, [text]));
    expect(await turnsDuring(Promise.all(many))).toBeGreaterThan(8 * turnsForOne);
  });

  it('lets them have it also in many short texts', async () => {
    const texts = Array.from({ length: 64 * 1024 }, () => 'one two ');
    expect(await turnsDuring(countTexts(encoding, texts))).toBeGreaterThan(4);
  });

  it('counts what is short at once', async () => {
    const text = `${'one two '.repeat(2_000)}${'='.repeat(500)}`;
    expect(await turnsDuring(countTexts(encoding, [text, text]))).toBe(0);
  });

  it('gives up once it has counted more than is allowed', async () => {
    const texts = function* () {
      yield 'one two '.repeat(64 * 1024);
      throw new Error('looked at the next text');
    };
    const tokens = await countTexts(encoding, texts(), 1_000);
    expect(tokens).toBeGreaterThan(1_000);
    expect(tokens).toBeLessThan(64 * 1024);
  });

  it('counts to the end what is allowed', async () => {
    const text = 'one two '.repeat(64 * 1024);
    expect(await countTexts(encoding, [text], 10_000_000)).toBe(countText(encoding, text));
  });
});
