import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadEncoding } from './encoding';
import { finalPieces, pieceEnds } from './pieces';
import { nastyText } from './testing/nasty-text';

describe.each(['o200k_base', 'cl100k_base'] as const)('finalPieces in %s', async (name) => {
  const encoding = await loadEncoding(name);
  const finalEnds = (text: string) => {
    const ends = pieceEnds(encoding, text);
    return ends.slice(0, finalPieces(encoding, text, ends));
  };

  it('are pieces of the text, however it goes on', () => {
    fc.assert(
      fc.property(nastyText({ maxLength: 12 }), (text) => {
        for (let length = 1; length < text.length; length++) {
          const final = finalEnds(text.slice(0, length));
          expect(pieceEnds(encoding, text).slice(0, final.length)).toEqual(final);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('are all but the last word of a sentence', () => {
    expect(finalEnds('Every token is')).toEqual(['Every'.length, 'Every token'.length]);
  });
});

describe('a piece is not final while', () => {
  it.each([
    ['an apostrophe may become a contraction', 'don', "'", "'t"],
    ['a contraction may become complete', 'they', "'R", "'RE"],
    ['white space may end in a line break', '\n', '  ', '  \n'],
    ['capitals may become a capitalised word', 'あ', 'B', 'Bc'],
    ['half a surrogate pair may become a capital', 'あ', 'D\ud835', 'D𝐀e'],
  ])('%s', async (_, piece, undecided, decided) => {
    const encoding = await loadEncoding('o200k_base');
    const ends = pieceEnds(encoding, piece + undecided);
    expect(ends[0]).toBe(piece.length);
    expect(finalPieces(encoding, piece + undecided, ends)).toBe(0);
    expect(pieceEnds(encoding, piece + decided)).toEqual([(piece + decided).length]);
  });
});
