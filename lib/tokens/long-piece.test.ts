import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBytePairs } from './byte-pairs';
import { loadEncoding } from './encoding';
import { LongPiece } from './long-piece';
import { anyOf } from './test-texts';

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

  it('counts a piece whose last bytes were replaced', () => {
    const piece = new LongPiece(encoding);
    piece.count('tokenization');
    expect(piece.count('tokenised')).toBe(encodeBytePairs(encoding, 'tokenised').length - 1);
  });
});
