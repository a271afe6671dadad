import { BEGINS_OBJECT, BEGINS_ODDLY, withoutStringsAndComments } from './pdf-strings';
import { UnreadableFileError } from './unpacker';

/** A stream of a PDF, with what its dictionary says. */
export interface PdfStream {
  /** Of the object that it is. */
  id: number;
  /** Without strings and comments. */
  dictionary: string;
  /** Where its bytes begin, in the file. */
  start: number;
}

/** With what may stand between the word and the bytes. */
const STREAM = /stream([\t\f ]*(?:\r\n|\n|\r))?/g;
/** As much is looked at before the word: what stands further from its dictionary is not found. */
const BEFORE_STREAM = 100;
const DICTIONARY_ENDS = />>\s*$/;
/** What may be the word: it is not in the midst of a line. */
const LINE_BEGINS = /(?:^|[\r\n]|>>)[\t\f ]*$/;
const OBJECT_BEGINS = /(\d{1,10})\s+\d{1,5}\s+$/;

/**
 * The streams of a file, wherever they are, and the text around them, without strings and comments: what a table in the file says
 * of where its objects begin may be wrong.
 *
 * @param text the file, as `pdfText` has it
 * @throws UnreadableFileError where there is something that may be one, and is not written as usual
 */
export function splitPdf(text: string): { streams: PdfStream[]; around: string } {
  if (BEGINS_ODDLY.test(text)) throw new UnreadableFileError('An object of the PDF begins in a rare way.');
  const streams: PdfStream[] = [];
  const around: string[] = [];
  let lookedAt = 0;
  for (const { index, 0: keyword, 1: newline } of text.matchAll(STREAM)) {
    const before = text.slice(Math.max(lookedAt, index - BEFORE_STREAM), index);
    if (!LINE_BEGINS.test(before)) continue;
    const objects = withoutStringsAndComments(afterStream(text.slice(lookedAt, index), streams.length > 0));
    around.push(objects);
    const object = objects.lastIndexOf('obj');
    const id = OBJECT_BEGINS.exec(objects.slice(Math.max(0, object - 40), Math.max(0, object)))?.[1];
    if (newline === undefined || !DICTIONARY_ENDS.test(before) || id === undefined) {
      throw new UnreadableFileError('A stream of the PDF is written in a rare way.');
    }
    lookedAt = index + keyword.length;
    streams.push({ id: Number(id), dictionary: dictionaryOf(objects.slice(object + 3)), start: lookedAt });
  }
  const last = beforeEnd(afterStream(text.slice(lookedAt), streams.length > 0));
  // The file may end in a comment.
  around.push(withoutStringsAndComments(`${last}\n`));
  return { streams, around: plainNames(around.join('\n')) };
}

/** What stands behind the bytes of a stream. No object stands within them. */
function afterStream(text: string, beginsInStream: boolean): string {
  if (!beginsInStream) return text;
  const end = text.indexOf('endstream');
  const bytes = end === -1 ? text : text.slice(0, end);
  if (BEGINS_OBJECT.test(bytes)) throw new UnreadableFileError('A stream of the PDF has an object within.');
  return end === -1 ? '' : text.slice(end);
}

const END_OF_FILE = '%%EOF';
/** A dictionary, the type of a page, or a reference: what a reader that goes on to the last byte would take from there. */
const HAS_OBJECT_PARTS = /<<|\/Type\b|[\s\d]R\b/;

/**
 * Whether a reader may find an object in a text, or a part of one.
 *
 * @param text as `pdfText` has it
 * @throws UnreadableFileError where it has far more names in numbers than usual
 */
export function mayHaveObjects(text: string): boolean {
  return BEGINS_OBJECT.test(text) || HAS_OBJECT_PARTS.test(plainNames(text));
}

/** Without what is no part of the PDF behind its end, as a web server's script may leave its page there. */
function beforeEnd(text: string): string {
  const end = text.lastIndexOf(END_OF_FILE);
  if (end === -1) return text;
  const rest = text.slice(end + END_OF_FILE.length);
  return mayHaveObjects(rest) ? text : text.slice(0, end);
}

/** Writers need some kilobytes. */
const LONGEST_DICTIONARY = 64 * 1024;
/**
 * Some readers pass over a bracket that has no other, and pdf.js, MuPDF and pdfminer.six take the short names that images in the
 * midst of instructions have, such as /F for /Filter, in every stream.
 */
const IS_ODD =
  /\)|\/Filter\b.*\/Filter\b|\/(?:F|DP|FDecodeParms)(?![^\s()<>[\]{}/%])|\/(?:Type|Subtype)\b\s*[^/\s]/s;

function dictionaryOf(text: string): string {
  const dictionary = plainNames(text.slice(0, LONGEST_DICTIONARY));
  if (text.length > LONGEST_DICTIONARY || IS_ODD.test(dictionary)) {
    throw new UnreadableFileError('A stream of the PDF is described in a rare way.');
  }
  return dictionary;
}

/** Bytes as a text, a character for each. White space may be zero bytes: they are made the usual one. */
export function pdfText(bytes: Uint8Array): string {
  return Buffer.from(bytes.map((byte) => byte || 0x20)).toString('latin1');
}

/** What may stand in a name as it is. */
const REGULAR = /[^\0\s()<>[\]{}/%#]/;
/** Each takes its time, and files have some in the names of fonts. */
const MOST_NUMBERS = 100_000;

/**
 * A text with the letters of names as they are: a name may have them by their numbers (ISO 32000-1, section 7.3.5).
 *
 * @throws UnreadableFileError where there are far more of these than usual
 */
export function plainNames(text: string): string {
  if (text.split('#').length > MOST_NUMBERS) {
    throw new UnreadableFileError('The PDF has its names in numbers.');
  }
  return text.replace(/#([\da-fA-F]{2})/g, (given: string, hex: string) => {
    const letter = String.fromCharCode(Number.parseInt(hex, 16));
    return REGULAR.test(letter) ? letter : given.toUpperCase();
  });
}
