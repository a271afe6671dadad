import { setImmediate as othersTurn } from 'node:timers/promises';
import type { PdfStream } from './pdf-streams';
import { type Unpacker, UnreadableFileError } from './unpacker';

/** A row is written by how it differs from the one before it: as a table of objects may be, but no text. */
const HAS_PREDICTOR = /\/Predictor\b(?!\s+1\s*[/>])/;
/** It may be said in another object. */
const HAS_PARAMETERS_ELSEWHERE = /\/DecodeParms\b(?!\s*(?:<<|null\b)|\s*\[(?:(?!\d\s*R\b)[^[\]])*\])/;

/** Five characters for four bytes: ISO 32000-1, section 7.4.3. */
const ASCII85_GROUP = 5;
/** How much is decoded before others get their turn: some milliseconds. */
const SLICE_GROUPS = 16 * 1024;

/**
 * The bytes of a stream of a PDF before they were packed.
 *
 * @param text the file, as `pdfText` has it
 * @param mostBytes more than these are not unpacked, but are given where they are not compressed
 * @throws UnreadableFileError where they are packed otherwise than usual, or are more than the budget has room for
 */
export async function unfiltered(
  file: Buffer,
  text: string,
  { dictionary, start }: PdfStream,
  unpacker: Unpacker,
  mostBytes?: number,
): Promise<Buffer> {
  if (HAS_PREDICTOR.test(dictionary) || HAS_PARAMETERS_ELSEWHERE.test(dictionary)) {
    throw new UnreadableFileError('A stream of the PDF may be packed in rows.');
  }
  switch (filtersOf(dictionary).join(' ')) {
    case '': {
      const bytes = file.subarray(start, endOf(text, dictionary, start));
      unpacker.spend(bytes.length);
      return bytes;
    }
    case 'FlateDecode':
      if (/^\s{0,4}endstream/.test(text.slice(start, start + 16))) return Buffer.alloc(0);
      return unpacker.unpack(file.subarray(start), 'zlib', mostBytes);
    case 'ASCII85Decode':
      return fromAscii85(text, start, unpacker);
    case 'ASCII85Decode FlateDecode':
      return unpacker.unpack(await fromAscii85(text, start, unpacker), 'zlib', mostBytes);
    default:
      throw new UnreadableFileError('A stream of the PDF is packed in a rare way.');
  }
}

function filtersOf(dictionary: string): string[] {
  if (!/\/Filter\b/.test(dictionary)) return [];
  const given = /\/Filter\s*(?:\[([^\]]*)\]|(\/\w+))/.exec(dictionary);
  if (!given) throw new UnreadableFileError('How a stream of the PDF is packed is not said beside it.');
  return (given[1] ?? given[2] ?? '').match(/\w+/g) ?? [];
}

/** Where bytes end that are not packed: the word for it may be among them. */
function endOf(text: string, dictionary: string, start: number): number {
  const end = text.indexOf('endstream', start);
  let length = 0;
  for (const [, digits, isElsewhere] of dictionary.matchAll(/\/Length\b\s*(\d*)(\s+\d+\s+R)?/g)) {
    if (!digits || isElsewhere)
      throw new UnreadableFileError('How long a stream of the PDF is is not said beside it.');
    length = Math.max(length, Number(digits));
  }
  return Math.max(end === -1 ? text.length : end, start + length);
}

async function fromAscii85(text: string, start: number, unpacker: Unpacker): Promise<Buffer> {
  const end = text.indexOf('~', start);
  if (end === -1) throw new UnreadableFileError('A stream of the PDF is cut off.');
  const packed = text.slice(start, end);
  // A z stands for five.
  unpacker.spend(packed.length * (packed.includes('z') ? ASCII85_GROUP : 1));
  const digits = packed.replace(/\s/g, '').replaceAll('z', '!!!!!');
  const padding = (ASCII85_GROUP - (digits.length % ASCII85_GROUP)) % ASCII85_GROUP;
  const bytes = Buffer.alloc(((digits.length + padding) / ASCII85_GROUP) * 4);
  for (let group = 0; group * 4 < bytes.length; group++) {
    if (group % SLICE_GROUPS === 0) await othersTurn();
    let value = 0;
    for (let at = group * ASCII85_GROUP; at < (group + 1) * ASCII85_GROUP; at++) {
      // The last group is filled up with the highest digit.
      value = value * 85 + (at < digits.length ? digits.charCodeAt(at) - 33 : 84);
    }
    if (!(value >= 0 && value < 2 ** 32)) throw new UnreadableFileError('A stream of the PDF is broken.');
    bytes.writeUInt32BE(value, group * 4);
  }
  return bytes.subarray(0, bytes.length - padding);
}
