import { encodeBytePairs } from './byte-pairs';
import type { Encoding } from './encoding';
import { LongPiece } from './long-piece';
import { finalPieces, pieceEnds } from './pieces';

/** From here on `LongPiece` is faster than encoding a piece anew. */
const LONG_PIECE_BYTES = 64;

/** As long as a text without a boundary may get before it is cut, so that `count` stays cheap. */
const LONGEST_TAIL_BYTES = 8192;

export interface TextCounter {
  /** Appends to the text. A chunk may end anywhere, also between the halves of a surrogate pair. */
  push(chunk: string): void;
  /** The tokens of the text so far, as if it ended here. Cheap enough to call after every chunk. */
  count(): number;
  /** Whether a text without a boundary had to be cut at some 8 KB: the count may then be too high, by a token or two a cut. */
  readonly approximate: boolean;
}

/**
 * Counts the tokens of a text that arrives in chunks, exactly as OpenAI counts the whole. Special tokens in it
 * (`<|endoftext|>`) count as the plain text they are.
 *
 * Pieces that nothing can change any more are counted once; only the tail behind them is looked at again.
 */
export function createTextCounter(encoding: Encoding): TextCounter {
  let finalTokens = 0;
  let tail = '';
  let tailStart = 0;
  let tailTokens = 0;
  let tailBytes = 0;
  let changed = false;
  let approximate = false;
  const tokensOfPiece = pieceCounter(encoding);

  function closeTail() {
    finalTokens += tailTokens;
    tailStart += tail.length;
    tail = '';
    tailBytes = 0;
    approximate = true;
  }

  function countTail() {
    const ends = pieceEnds(encoding, tail);
    const finals = finalPieces(encoding, tail, ends);
    tailTokens = 0;
    tailBytes = 0;
    ends.forEach((end, index) => {
      const start = ends[index - 1] ?? 0;
      const bytes = utf8(tail.slice(start, end));
      const tokens = tokensOfPiece(bytes, tailStart + start);
      if (index < finals) finalTokens += tokens;
      else {
        tailTokens += tokens;
        tailBytes += bytes.length;
      }
    });
    const finalEnd = ends[finals - 1] ?? 0;
    tail = tail.slice(finalEnd);
    tailStart += finalEnd;
  }

  return {
    push(chunk) {
      if (chunk === '') return;
      if (tailBytes > LONGEST_TAIL_BYTES) closeTail();
      tail += chunk;
      changed = true;
    },
    count() {
      if (changed) countTail();
      changed = false;
      return finalTokens + tailTokens;
    },
    get approximate() {
      return approximate;
    },
  };
}

/** The tokens of a text that is complete, exactly as OpenAI counts them. */
export function countText(encoding: Encoding, text: string): number {
  const counter = createTextCounter(encoding);
  counter.push(text);
  return counter.count();
}

/** Counts pieces, given the position of each in the text; the last long one is remembered, in case it comes again, longer. */
function pieceCounter(encoding: Encoding): (bytes: string, position: number) => number {
  let longPiece = new LongPiece(encoding);
  let longPosition = 0;
  return (bytes, position) => {
    if (encoding.ranks.has(bytes)) return 1;
    if (bytes.length < LONG_PIECE_BYTES) return encodeBytePairs(encoding, bytes).length;
    if (position !== longPosition) longPiece = new LongPiece(encoding);
    longPosition = position;
    return longPiece.count(bytes);
  };
}

/** The text's UTF-8 bytes, one character a byte. Half a surrogate pair becomes U+FFFD, as in the reference. */
function utf8(text: string): string {
  return /^\p{ASCII}*$/u.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}
