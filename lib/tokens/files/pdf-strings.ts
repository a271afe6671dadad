import { UnreadableFileError } from './unpacker';

const [OPEN, CLOSE, BACKSLASH, LESS, GREATER, PERCENT] = [0x28, 0x29, 0x5c, 0x3c, 0x3e, 0x25];
const [LINE_FEED, CARRIAGE_RETURN, SPACE] = [10, 13, 32];
/** What a string in hexadecimal digits may have. Readers don't agree on where one ends that has anything else. */
const IS_HEX_OR_WHITE = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number('0123456789abcdefABCDEF\0\t\n\f\r '.includes(String.fromCharCode(byte))),
);

/**
 * Where readers begin: at an object, or at what says where the first one is. pdfminer.six takes any word for an object's second
 * number, and passes over a bracket that has no other; pypdf takes what looks like a reference for the beginning of an object.
 */
export const BEGINS_OBJECT =
  /[\s\d.+()<>[\]{}-]obj[\s()<>[\]{}/%]|\d\s+[+-]?[\d_]+\s+R[\s>]{2}\s*(?:<<|%)|trailer[\s)>]*(?:<<|%)/;
/**
 * A dictionary behind two numbers and three characters, which may be any to pypdf, and part of a string: `(7 0 abc << >>)`, or
 * `7 0 R (<< >>)`. Behind a mere reference it is usual, except in strings. It is looked for from its end, so that a long line is
 * looked through once.
 */
export const BEGINS_ODDLY = /<<(?<=\d\s+[+-]?[\d_]+\s+(?!obj|R[\s>]{2})\S.{2}\s*(?:%[^\r\n]*[\r\n]\s*)*<<)/s;
/** Millions of shorter strings are not looked at. */
const LEAST_OBJECT_BYTES = '0obj<'.length;

/**
 * Objects of a PDF with white space for their strings and comments, which may look like anything: ISO 32000-1, sections 7.2.4
 * and 7.3.4. Where a reader may begin within one, the file is given up: nothing can be hidden in these.
 *
 * @param text with names as they are written: once they are plain, a backslash of theirs may be in a string
 * @throws UnreadableFileError where one has no end, or a reader may begin within
 */
export function withoutStringsAndComments(text: string): string {
  const bytes = Buffer.from(text, 'latin1');
  let at = 0;
  while (at < bytes.length) {
    const end = endAt(bytes, at);
    if (end === at) {
      at += bytes[at] === LESS ? 2 : 1;
      continue;
    }
    if (end - at >= LEAST_OBJECT_BYTES && BEGINS_OBJECT.test(text.slice(at, end))) {
      throw new UnreadableFileError('A string or comment of the PDF has an object within.');
    }
    while (at < end) bytes[at++] = SPACE;
  }
  return bytes.toString('latin1');
}

/** Where the string or the comment ends that begins at a place; the same place where none does. */
function endAt(bytes: Buffer, at: number): number {
  switch (bytes[at]) {
    case OPEN:
      return endOfString(bytes, at + 1);
    case LESS:
      return bytes[at + 1] === LESS ? at : endOfHex(bytes, at + 1);
    case PERCENT:
      return endOfComment(bytes, at);
    default:
      return at;
  }
}

/** Brackets in a string come in pairs, or behind a backslash. */
function endOfString(bytes: Buffer, start: number): number {
  let depth = 1;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === BACKSLASH) at++;
    else if (byte === OPEN) depth++;
    else if (byte === CLOSE && --depth === 0) return at + 1;
  }
  throw new UnreadableFileError('A string of the PDF has no end.');
}

function endOfHex(bytes: Buffer, start: number): number {
  let at = start;
  while (IS_HEX_OR_WHITE[bytes[at] ?? GREATER]) at++;
  if (bytes[at] !== GREATER) throw new UnreadableFileError('A string of the PDF is written in a rare way.');
  return at + 1;
}

function endOfComment(bytes: Buffer, start: number): number {
  const end = endOfLine(bytes, start);
  // What follows may be none to a reader: it was taken for the bytes of a stream.
  if (end === bytes.length) throw new UnreadableFileError('A comment of the PDF has no end.');
  return end;
}

/** Where a line ends, at the latest with the bytes. */
export function endOfLine(bytes: Buffer, start: number): number {
  let end = start;
  while (end < bytes.length && bytes[end] !== LINE_FEED && bytes[end] !== CARRIAGE_RETURN) end++;
  return end;
}
