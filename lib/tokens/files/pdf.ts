import { setImmediate as othersTurn } from 'node:timers/promises';
import { type DrawnContent, readContent } from './pdf-content';
import { PdfObjects, type PdfStream, pdfStreams } from './pdf-objects';
import { shownGlyphs } from './pdf-shown';
import { type Unpacker, UnreadableFileError } from './unpacker';

/** What is known of a PDF. */
export interface PdfContents {
  pages: number;
  /** About how many characters all its pages show, at least one for each. */
  glyphs: number;
}

/** Writers put some hundred objects into a stream, tens of kilobytes; none has more than this. */
const MOST_OBJECTS_BYTES = 1024 * 1024;

const IS_ENCRYPTED = /\/Encrypt\s*(?:<<|\d+\s+\d+\s+R)/;
const IS_OBJECTS = /\/Type\s*\/ObjStm\b/;
const IS_FORM = /\/Subtype\s*\/Form\b/;
/** Pixels, letters as drawings, and tables: no page shows their bytes as text. */
const IS_NO_CONTENT =
  /\/Subtype\s*\/(?:Image|Type1C|CIDFontType0C|OpenType)\b|\/Length1\b|\/Type\s*\/(?:XRef|EmbeddedFile|Metadata)\b/;
/** More than eight, in UTF-16. */
const LONG_LETTERS = /<[\da-fA-F\s]{33,}>/;
/** A row is written by how it differs from the one before it: as a table of objects may be, but no text. */
const HAS_PREDICTOR = /\/Predictor\s+(?!1\b)\d/;

/**
 * Reads a PDF as far as is needed to estimate its tokens: its pages, by its page objects, and how much text they show.
 * A file that was edited may hold a page twice, so this errs on the high side.
 *
 * @returns undefined when there is nothing to be found: it is no PDF, or has no pages
 * @throws UnreadableFileError where it is encrypted, broken, packed in a rare way, or more than is unpacked
 */
export async function readPdf(bytes: Uint8Array, unpacker: Unpacker): Promise<PdfContents | undefined> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = file.toString('latin1');
  if (IS_ENCRYPTED.test(text)) throw new UnreadableFileError('The PDF is encrypted.');
  const streams = [...pdfStreams(text)];
  await othersTurn();
  const objects = new PdfObjects();
  objects.add(text);
  for (const stream of streams.filter(({ dictionary }) => IS_OBJECTS.test(dictionary))) {
    objects.add((await unfiltered(file, text, stream, unpacker, MOST_OBJECTS_BYTES)).toString('latin1'));
  }
  const contents: (PdfStream & DrawnContent & { isForm: boolean })[] = [];
  for (const stream of streams) {
    const { id, dictionary } = stream;
    if (IS_OBJECTS.test(dictionary)) continue;
    // Whatever else it calls itself: what a page shows is read.
    const isForm = IS_FORM.test(dictionary);
    const isShown = isForm || (id !== undefined && objects.shown.has(id));
    if (IS_NO_CONTENT.test(dictionary) && !isShown) continue;
    const unpacked = await unfiltered(file, text, stream, unpacker);
    refuseLongLetters(unpacked);
    contents.push({ ...stream, ...(await readContent(unpacked)), isForm });
  }
  if (objects.pages === 0 && streams.length === 0) return undefined;
  if (objects.pages === 0) throw new UnreadableFileError('No page of the PDF was found.');
  return { pages: objects.pages, glyphs: shownGlyphs(contents, objects) };
}

/**
 * A table of which letters a font's codes stand for: a ligature stands for a few.
 *
 * @throws UnreadableFileError where a code stands for a whole text
 */
function refuseLongLetters(table: Buffer): void {
  if (table.includes('beginbf') && LONG_LETTERS.test(table.toString('latin1'))) {
    throw new UnreadableFileError('A letter of the PDF stands for a text.');
  }
}

/** The bytes of a stream before they were packed. */
async function unfiltered(
  file: Buffer,
  text: string,
  { dictionary, start }: PdfStream,
  unpacker: Unpacker,
  mostBytes?: number,
): Promise<Buffer> {
  if (HAS_PREDICTOR.test(dictionary)) throw new UnreadableFileError('A stream of the PDF is packed in rows.');
  if (/^\s{0,4}endstream/.test(text.slice(start, start + 16))) return Buffer.alloc(0);
  const filters = filtersOf(dictionary);
  if (filters[0] === 'FlateDecode' && filters.length === 1) {
    return unpacker.unpack(file.subarray(start), 'zlib', mostBytes);
  }
  const end = text.indexOf('endstream', start);
  let bytes = file.subarray(start, end === -1 ? undefined : end);
  unpacker.spend(bytes.length);
  for (const filter of filters) {
    if (filter === 'FlateDecode') bytes = await unpacker.unpack(bytes, 'zlib', mostBytes);
    else if (filter === 'ASCII85Decode') bytes = fromAscii85(bytes.toString('latin1'));
    else throw new UnreadableFileError('A stream of the PDF is packed in a rare way.');
  }
  return bytes;
}

function filtersOf(dictionary: string): string[] {
  if (!/\/Filter\b/.test(dictionary)) return [];
  const given = /\/Filter\s*(?:\[([^\]]*)\]|(\/\w+))/.exec(dictionary);
  if (!given) throw new UnreadableFileError('How a stream of the PDF is packed is not said beside it.');
  return (given[1] ?? given[2] ?? '').match(/\w+/g) ?? [];
}

/** Five characters for four bytes: ISO 32000-1, section 7.4.3. */
function fromAscii85(text: string): Buffer {
  const digits = text.split('~')[0]?.replace(/\s/g, '').replaceAll('z', '!!!!!') ?? '';
  const padding = (5 - (digits.length % 5)) % 5;
  const bytes = Buffer.alloc(((digits.length + padding) / 5) * 4);
  for (let at = 0; at < digits.length; at += 5) {
    let value = 0;
    for (const digit of digits.slice(at, at + 5).padEnd(5, 'u'))
      value = value * 85 + digit.charCodeAt(0) - 33;
    if (!(value >= 0 && value < 2 ** 32)) throw new UnreadableFileError('A stream of the PDF is broken.');
    bytes.writeUInt32BE(value, (at / 5) * 4);
  }
  return bytes.subarray(0, bytes.length - padding);
}
