import { setImmediate as othersTurn } from 'node:timers/promises';
import { GlyphCounter } from './glyph-counter';
import { plainNames } from './pdf-streams';
import { endOfLine } from './pdf-strings';
import { UnreadableFileError } from './unpacker';

/** What a stream of a PDF draws. */
export interface DrawnContent {
  /** About how many characters it shows, at least one for each. */
  glyphs: number;
  /** The characters of strings at its end: what shows them may stand in the next stream of the page. */
  unshown: number;
  /** Which other streams it draws, by the names it has for them, and how often. */
  draws: Map<string, number>;
}

/** How much is looked at before others get their turn: some milliseconds. */
const SLICE_BYTES = 128 * 1024;

/** What shows text, or says what is shown (`ActualText`), of what stands before it: ISO 32000-1, sections 9.4.3 and 14.6. */
const SHOWS = new Set(['Tj', 'TJ', "'", '"', 'BDC', 'DP']);
/** These are values: what stands before them still waits for its operator. */
const VALUES = new Set(['true', 'false', 'null']);
/** No operator is longer, and what is called by longer names is not drawn. */
const LONGEST_WORD = 128;

const [OPEN, LESS, PERCENT, SLASH] = [0x28, 0x3c, 0x25, 0x2f];
const WHITE = [0, 9, 10, 12, 13, 32];
/** Whether a byte is part of a word: neither white nor a delimiter. */
const IS_REGULAR = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(!WHITE.includes(byte) && !'()<>[]{}/%'.includes(String.fromCharCode(byte))),
);
/** Whether a word that begins with it is a number. */
const BEGINS_NUMBER = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number('0123456789+-.'.includes(String.fromCharCode(byte))),
);

/**
 * Finds what the instructions of a stream show: the strings, and not the lines and curves, which may be long and are no text.
 * Of a stream that has no instructions, it finds nothing.
 *
 * @throws UnreadableFileError where an image is among them whose end is not found
 */
export async function readContent(bytes: Buffer): Promise<DrawnContent> {
  const draws = new Map<string, number>();
  const waiting = new GlyphCounter();
  let glyphs = 0;
  let name = '';
  let inImage = false;
  let turnAt = SLICE_BYTES;
  let at = 0;
  while (at < bytes.length) {
    if (at >= turnAt) {
      turnAt = at + SLICE_BYTES;
      await othersTurn();
    }
    const byte = bytes[at] ?? 0;
    if (waiting.inString) {
      at += waiting.add(byte);
    } else if (byte === OPEN || (byte === LESS && bytes[at + 1] !== LESS)) {
      waiting.beginString(byte);
      at++;
    } else if (byte === LESS) {
      at += 2;
    } else if (byte === PERCENT) {
      at = endOfLine(bytes, at);
    } else if (byte !== SLASH && !IS_REGULAR[byte]) {
      at++;
    } else {
      const start = at;
      at = endOfWord(bytes, at + 1);
      if (BEGINS_NUMBER[byte]) continue;
      const word = bytes.toString('latin1', start, Math.min(at, start + LONGEST_WORD));
      if (byte === SLASH) name = plainNames(word);
      else if (SHOWS.has(word)) glyphs += waiting.take();
      else if (word === 'Do') draws.set(name, (draws.get(name) ?? 0) + 1);
      else if (word === 'BI') inImage = true;
      else if (word === 'ID' && inImage) [at, inImage] = [endOfImage(bytes, at), false];
      else if (!VALUES.has(word)) waiting.take();
    }
  }
  return { glyphs, unshown: waiting.take(), draws };
}

function endOfWord(bytes: Buffer, start: number): number {
  let end = start;
  while (end < bytes.length && IS_REGULAR[bytes[end] ?? 0]) end++;
  return end;
}

/** An image in the midst of instructions: its bytes are none, and end with a word that stands alone. */
function endOfImage(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf('EI', start); at !== -1; at = bytes.indexOf('EI', at + 2)) {
    if (IS_REGULAR[bytes[at + 2] ?? 0]) continue;
    // Some readers take it for the end without white space before it, too.
    if (IS_REGULAR[bytes[at - 1] ?? 0]) break;
    return at + 2;
  }
  throw new UnreadableFileError('Where an image of the PDF ends is not found.');
}
