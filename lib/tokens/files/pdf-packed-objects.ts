import { withoutStringsAndComments } from './pdf-strings';
import { UnreadableFileError } from './unpacker';

/** In the dictionary of a stream that has objects in it. */
export const HAS_OBJECTS = /\/Type\s*\/ObjStm\b/;

/**
 * The objects of a stream of them, without strings and comments. Before them stand their numbers, and where each begins: ISO
 * 32000-1, section 7.5.7. Most readers go by that, so each is looked at alone: it may begin in what looks like a string of
 * another. But pdfminer.six reads them one after the other, wherever they begin, so nothing is left out.
 *
 * @param text what the stream unpacks to
 * @throws UnreadableFileError where the objects are not written as usual, or one begins in a string or comment of another
 */
export function packedObjects(text: string, dictionary: string): string {
  const first = numberAfter(/\/First\b/, dictionary);
  const table = text.slice(0, first);
  const numbers = (table.match(/\d+/g) ?? []).map(Number);
  const isCutOff = /^\d\d$/.test(text.slice(first - 1, first + 1));
  if (/[^\d\s]/.test(table) || isCutOff || numbers.length !== 2 * numberAfter(/\/N\b/, dictionary)) {
    throw new UnreadableFileError('Where objects of the PDF begin is written in a rare way.');
  }
  const starts = [0, ...numbers.filter((_, index) => index % 2 === 1)].sort((one, other) => one - other);
  const objects = text.slice(first);
  return starts
    .map((start, index) => withoutStringsAndComments(objects.slice(start, starts[index + 1])))
    .join('');
}

function numberAfter(key: RegExp, dictionary: string): number {
  const [, value = '', ...others] = dictionary.split(key);
  const digits = /^\s+(\d+)\b(?!\s+\d)/.exec(value)?.[1];
  if (digits === undefined || others.length > 0) {
    throw new UnreadableFileError('A stream of objects of the PDF is described in a rare way.');
  }
  return Number(digits);
}
