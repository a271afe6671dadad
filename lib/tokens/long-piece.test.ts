import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBytePairs } from './byte-pairs';
import { loadEncoding } from './encoding';
import { LongPiece } from './long-piece';
import { anyOf } from './testing/nasty-text';

describe.each(['o200k_base', 'cl100k_base'] as const)('LongPiece in %s', async (name) => {
  const encoding = await loadEncoding(name);
  const tokens = [...encoding.ranks.keys()];
  const bytes = fc.array(fc.oneof(anyOf(tokens), fc.constantFrom(...'etaoins ')), {
    maxLength: 12,
  });

  it('counts what byte-pair encoding makes of every beginning of a piece', () => {
    fc.assert(
      fc.property(bytes, (parts) => {
        const text = parts.join('');
        const piece = new LongPiece(encoding);
        for (let length = 1; length <= text.length; length++) {
          const beginning = text.slice(0, length);
          expect(piece.count(beginning)).toBe(encodeBytePairs(encoding, beginning).length - 1);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('counts a long run of any byte, what stands before it and what follows', () => {
    const byte = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
    const around = fc.array(fc.oneof(anyOf(tokens), byte), { maxLength: 3 }).map((parts) => parts.join(''));
    const lengths = fc.integer({ min: 1_000, max: 2_000 });
    fc.assert(
      fc.property(around, byte, lengths, around, (before, of, length, after) => {
        const text = before + of.repeat(length) + of + after;
        expect(new LongPiece(encoding).count(text)).toBe(encodeBytePairs(encoding, text).length - 1);
      }),
      { numRuns: 40 },
    );
  });

  it('counts a run that goes on otherwise than when it was last counted', () => {
    const piece = new LongPiece(encoding);
    const run = '='.repeat(1_500);
    piece.count(run);
    for (const text of [`${run.slice(0, 1_200)}-${run}`, `${run.slice(0, 1_201)}${run.slice(0, 7)}`]) {
      expect(piece.count(text)).toBe(encodeBytePairs(encoding, text).length - 1);
    }
  });

  it('counts a piece whose last bytes were replaced', () => {
    const piece = new LongPiece(encoding);
    piece.count('tokenization');
    expect(piece.count('tokenised')).toBe(encodeBytePairs(encoding, 'tokenised').length - 1);
  });
});
