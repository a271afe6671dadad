import { setImmediate as othersTurn } from 'node:timers/promises';
import { bufferOf } from './buffer-of';
import { readContent } from './pdf-content';
import { unfiltered } from './pdf-filters';
import { PdfObjects } from './pdf-objects';
import { HAS_OBJECTS, packedObjects } from './pdf-packed-objects';
import { type Content, shownGlyphs } from './pdf-shown';
import { mayHaveObjects, pdfText, plainNames, splitPdf } from './pdf-streams';
import { type Unpacker, UnreadableFileError } from './unpacker';

/** What is known of a PDF. */
export interface PdfContents {
  pages: number;
  /** About how many characters all its pages show, at least one for each. */
  glyphs: number;
}

/** Writers put some hundred objects into a stream, tens of kilobytes; none has more than this. */
const MOST_OBJECTS_BYTES = 1024 * 1024;

const IS_ENCRYPTED = /\/Encrypt\b/;
const IS_FORM = /\/Subtype\s*\/Form\b/;
/** Pixels, letters as drawings, and tables: no page shows their bytes as text. */
const IS_NO_CONTENT =
  /\/Subtype\s*\/(?:Image|Type1C|CIDFontType0C|OpenType)\b|\/Length1\b|\/Type\s*\/(?:XRef|EmbeddedFile|Metadata)\b/;
/** More than eight, in UTF-16. Where it ends is not looked for: of millions of digits, a pattern that counts them breaks. */
const LONG_LETTERS = /<[\da-fA-F\s]{33}/;

/**
 * Reads a PDF as far as is needed to estimate its tokens: its pages, by its page objects, and how much text they show.
 * A file that was edited may hold a page twice, so this errs on the high side; what is written in a rare way is not read.
 *
 * @returns undefined when there is nothing to be found: it is no PDF, or has no pages
 * @throws UnreadableFileError where it is encrypted, broken, written in a rare way, or more than is unpacked
 */
export async function readPdf(bytes: Uint8Array, unpacker: Unpacker): Promise<PdfContents | undefined> {
  const file = bufferOf(bytes);
  const text = pdfText(file);
  // A text that speaks of PDFs may have brackets and comments that no PDF has.
  if (!mayHaveObjects(text)) return undefined;
  const { streams, around } = splitPdf(text);
  if (IS_ENCRYPTED.test(around)) throw new UnreadableFileError('The PDF is encrypted.');
  await othersTurn();
  const objects = new PdfObjects();
  objects.add(around);
  for (const stream of streams.filter(({ dictionary }) => HAS_OBJECTS.test(dictionary))) {
    const packed = await unfiltered(file, text, stream, unpacker, MOST_OBJECTS_BYTES);
    // Those that are not compressed are not cut off before.
    if (packed.length > MOST_OBJECTS_BYTES) {
      throw new UnreadableFileError('A stream of the PDF has objects beyond measure.');
    }
    objects.add(plainNames(packedObjects(pdfText(packed), stream.dictionary)));
    await othersTurn();
  }
  const contents: Content[] = [];
  for (const stream of streams) {
    const { id, dictionary } = stream;
    // Whatever else it calls itself: what a page shows is read.
    const isForm = IS_FORM.test(dictionary);
    const isShown = isForm || objects.shown.has(id);
    if (!isShown && (HAS_OBJECTS.test(dictionary) || IS_NO_CONTENT.test(dictionary))) continue;
    const unpacked = await unfiltered(file, text, stream, unpacker);
    refuseLongLetters(unpacked);
    contents.push({ ...stream, ...(await readContent(unpacked)), isForm });
  }
  if (objects.pages === 0 && streams.length === 0) return undefined;
  if (objects.pages === 0) throw new UnreadableFileError('No page of the PDF was found.');
  return { pages: objects.pages, glyphs: shownGlyphs(contents, streams, objects, unpacker) };
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
