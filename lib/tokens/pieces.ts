import type { Encoding, EncodingName } from './encoding';

/** Cuts a text into the pieces that are encoded one by one, and returns where each ends. */
export function pieceEnds(encoding: Encoding, text: string): number[] {
  const ends: number[] = [];
  for (let end = 0; end < text.length; ends.push(end)) end = pieceEnd(encoding, text, end);
  return ends;
}

/** Where the piece ends that begins at this place of a text. */
export function pieceEnd({ piecePattern }: Encoding, text: string, start: number): number {
  piecePattern.lastIndex = start;
  return piecePattern.test(text) ? piecePattern.lastIndex : text.length;
}

/** What, from a piece's start to the end of the text, still waits to see how it goes on: its white space or its capitals. */
const UNDECIDED_FROM_START: Record<EncodingName, RegExp> = {
  cl100k_base: /\p{White_Space}+$/uy,
  o200k_base: /(?:\p{White_Space}+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*)[\uD800-\uDBFF]?$/uy,
};

/** What may yet belong to the piece before it: nothing so far, the beginning of `'re`, `'ve` or `'ll`, half a surrogate pair. */
const UNDECIDED_FROM_END = /(?:'[rvl]?)?[\uD800-\uDBFF]?$/iuy;

/**
 * How many of the text's pieces are final: they stay as they are whatever is appended to the text.
 *
 * The pattern looks behind a piece only where a run of white space, of capitals (o200k_base) or an apostrophe makes it, so
 * only a piece from which such a run reaches the end of the text can change, and all that follow it then can too.
 */
export function finalPieces({ name }: Encoding, text: string, ends: number[]): number {
  for (let count = ends.length; count > 0; count--) {
    const [start = 0, end = 0] = [ends[count - 2], ends[count - 1]];
    if (!matchesAt(UNDECIDED_FROM_END, text, end) && !matchesAt(UNDECIDED_FROM_START[name], text, start))
      return count;
  }
  return 0;
}

function matchesAt(sticky: RegExp, text: string, position: number): boolean {
  sticky.lastIndex = position;
  return sticky.test(text);
}

/** Characters that the patterns do not tell apart, of one of six kinds, and no half of a surrogate pair among them. */
const ONE_KIND =
  /^(?!.*[\p{Cs}\u{10000}-\u{10FFFF}])(?:\p{Ll}+|\p{Lu}+|\p{Lo}+|[\r\n]+|[\t\p{Zs}]+|[^\p{White_Space}\p{L}\p{M}\p{N}'/]+)$/su;

/** No pattern counts further than the three digits of a number. */
const SURE_LENGTH = 8;

/** Whether the text's last piece, which is long, just grew by the last characters of the text and nothing else changed. */
export function lastPieceGrew(text: string, addedLength: number): boolean {
  return ONE_KIND.test(text.slice(-SURE_LENGTH - addedLength));
}
