import { encodeBytePairs } from './byte-pairs';
import type { Encoding } from './encoding';
import { LongPiece } from './long-piece';

/** From here on `LongPiece` is faster than encoding a piece anew. */
export const LONG_PIECE_BYTES = 64;

/** Counts pieces, given where in the text each starts; the last long one is remembered, in case it comes again, longer. */
export function pieceCounter(encoding: Encoding): (bytes: string, start: number) => number {
  let longPiece = new LongPiece(encoding);
  let longStart = 0;
  return (bytes, start) => {
    if (bytes.length < LONG_PIECE_BYTES) {
      return encoding.ranks.has(bytes) ? 1 : encodeBytePairs(encoding, bytes).length - 1;
    }
    if (start !== longStart) longPiece = new LongPiece(encoding);
    longStart = start;
    return longPiece.count(bytes);
  };
}

/** The text's UTF-8 bytes, one character a byte. Half a surrogate pair becomes U+FFFD, as in the reference. */
export function utf8(text: string): string {
  return isAscii(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}

/** For the few characters of a piece, a loop is several times as fast as a regular expression. */
function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}
