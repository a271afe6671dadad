import type { Encoding } from './encoding';
import { LONG_PIECE_BYTES, pieceCounter, utf8 } from './piece-counter';
import { finalPieces, lastPieceGrew, pieceEnds } from './pieces';

/**
 * As long as a text without a boundary may get before it is cut, so that `count` stays cheap. The count may then be off by a
 * token or two a cut.
 */
const LONGEST_TAIL_BYTES = 8192;

export interface TextCounter {
  /** Appends to the text. A chunk may end anywhere, also between the halves of a surrogate pair. */
  push(chunk: string): void;
  /** The tokens of the text so far, as if it ended here. Cheap enough to call after every chunk. */
  count(): number;
}

/**
 * Counts the tokens of a text that arrives in chunks, exactly as OpenAI counts the whole. Special tokens in it
 * (`<|endoftext|>`) count as the plain text they are.
 *
 * Pieces that nothing can change any more are counted once; only the tail behind them is looked at again.
 */
export function createTextCounter(encoding: Encoding): TextCounter {
  const countPiece = pieceCounter(encoding);
  let finalTokens = 0;
  /** The text behind the final pieces, and where in the text it starts. */
  let tail = '';
  let tailStart = 0;
  let tailTokens = 0;
  let tailBytes = 0;
  /** The tail's last piece, if it is long. */
  let longEnding: { bytes: string; start: number; tokens: number } | undefined;
  let uncountedLength = 0;

  function countTail() {
    const ends = pieceEnds(encoding, tail);
    const finals = finalPieces(encoding, tail, ends);
    tailTokens = 0;
    tailBytes = 0;
    let start = 0;
    let finalEnd = 0;
    ends.forEach((end, index) => {
      const bytes = utf8(tail.slice(start, end));
      const tokens = countPiece(bytes, tailStart + start);
      longEnding = bytes.length < LONG_PIECE_BYTES ? undefined : { bytes, start: tailStart + start, tokens };
      start = end;
      if (index < finals) {
        finalTokens += tokens;
        finalEnd = end;
      } else {
        tailTokens += tokens;
        tailBytes += bytes.length;
      }
    });
    dropFromTail(finalEnd);
  }

  function growLongEnding({ bytes, start, tokens }: { bytes: string; start: number; tokens: number }) {
    const added = utf8(tail.slice(-uncountedLength));
    longEnding = { bytes: bytes + added, start, tokens: countPiece(bytes + added, start) };
    tailTokens += longEnding.tokens - tokens;
    tailBytes += added.length;
  }

  function cutTail() {
    finalTokens += tailTokens;
    tailTokens = 0;
    tailBytes = 0;
    longEnding = undefined;
    dropFromTail(tail.length);
  }

  function dropFromTail(length: number) {
    tail = tail.slice(length);
    tailStart += length;
  }

  return {
    push(chunk) {
      if (chunk !== '' && tailBytes > LONGEST_TAIL_BYTES) cutTail();
      tail += chunk;
      uncountedLength += chunk.length;
    },
    count() {
      if (uncountedLength > 0) {
        if (longEnding && lastPieceGrew(tail, uncountedLength)) growLongEnding(longEnding);
        else countTail();
      }
      uncountedLength = 0;
      return finalTokens + tailTokens;
    },
  };
}

/** The tokens of a text that is complete, exactly as OpenAI counts them. */
export function countText(encoding: Encoding, text: string): number {
  const counter = createTextCounter(encoding);
  counter.push(text);
  return counter.count();
}
