import { isUtf8 } from 'node:buffer';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { type Unpacker, UnreadableFileError } from './unpacker';
import { XmlReader } from './xml-reader';
import { isZip, zipEntries } from './zip';

/** A table within a text within slides: nobody goes deeper. */
const DEEPEST_ZIP = 3;
/** How much is looked at before others get their turn: some milliseconds. */
const SLICE_CHARACTERS = 256 * 1024;
/** Texts and tables of Apple's programs, and Excel's in binary. */
const OTHER_TEXTS = /\.iwa$|(?:^|\/)(?:workbook|sharedStrings|worksheets\/[^/]*)\.bin$/i;

/**
 * The texts of a document that is a ZIP file of XML, as Office and LibreOffice write it: what stands between the tags, what
 * pictures are described by, and a cell's text as often as cells have it.
 *
 * @throws UnreadableFileError where the file can't be read, or is made to look shorter than it is
 */
export async function documentTexts(bytes: Uint8Array, unpacker: Unpacker, depth = 1): Promise<string[]> {
  if (depth > DEEPEST_ZIP) throw new UnreadableFileError('There are files within files within files.');
  const reader = new XmlReader();
  const within: string[][] = [];
  let hasText = false;
  for await (const entry of zipEntries(bytes, unpacker)) {
    if (OTHER_TEXTS.test(entry.name))
      throw new UnreadableFileError('The texts of the document are in a rare format.');
    if (isZip(entry.bytes)) {
      within.push(await documentTexts(entry.bytes, unpacker, depth + 1));
      hasText = true;
      continue;
    }
    const xml = decoded(entry.bytes);
    if (xml === undefined) continue;
    hasText = true;
    reader.beginEntry();
    for (const slice of slicesOf(xml)) {
      reader.add(slice);
      await othersTurn();
    }
  }
  if (!hasText) throw new UnreadableFileError('The ZIP file has no text that can be read.');
  const inCells = reader.textsInCells();
  unpacker.spend(inCells.reduce((sum, { length }) => sum + length, 0));
  return [...within.flat(), ...reader.texts, inCells.join(' ')];
}

/** Parts that begin with a tag, so that none is cut. */
function* slicesOf(xml: string): Generator<string> {
  let start = 0;
  while (start < xml.length) {
    const tag = xml.indexOf('<', start + SLICE_CHARACTERS);
    const end = tag === -1 ? xml.length : tag;
    yield xml.slice(start, end);
    start = end;
  }
}

const IS_XML = /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\0\s]*</;

/** An entry that is a text, or XML in whatever encoding; undefined for any other. */
function decoded(entry: Buffer): string | undefined {
  const head = entry.toString('latin1', 0, 1_024);
  if (!IS_XML.test(head)) return isUtf8(entry) ? entry.toString() : undefined;
  if (/^(?:\xff\xfe|\s?\0?<\0)/.test(head)) return new TextDecoder('utf-16le').decode(entry);
  return new TextDecoder(/^(?:\xfe\xff|\0)/.test(head) ? 'utf-16be' : 'utf-8').decode(entry);
}
