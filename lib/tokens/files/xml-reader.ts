import { UnreadableFileError } from './unpacker';

/** By these, what is written once in XML is read many times. */
const REPEATS =
  /<!ENTITY|<(?:\w{1,20}:)?table-(?:cell|row)\s[^<>]*-repeated\s*=|<text:s\s[^<>]*=\s*["']\d{3}/;
/** Comments and what is taken as it is begin with an exclamation mark, and count as text. */
const TAG = /<[A-Za-z_/?][^<>]*>/g;
const GAP = /\0[\0\s]*/g;
const DESCRIPTION = /\b(?:descr|title|alt)\s*=\s*["']([^"'<]*)/g;

// A workbook has each text once, and its cells have its number: ECMA-376, part 1, sections 18.4.8 and 18.18.11.
const SHARED_STRINGS = /<(?:\w{1,20}:)?sst[\s>]/;
const SHARED_STRING = /<(?:\w{1,20}:)?si(?=[\s>/])/;
const CELL_OR_VALUE = /<(?:\w{1,20}:)?(?:c\s([^<>]*)|v[^<>]*>\s*(\d{1,9}))/g;
const IS_SHARED = /\bt\s*=\s*["']s["']/;

/** Takes the texts out of the XML of a document, slice by slice. */
export class XmlReader {
  /** What stands between tags, and what pictures are described by. */
  readonly texts: string[] = [];
  private readonly strings: string[] = [];
  private readonly cells: number[] = [];
  private inStrings = false;
  private inSharedCell = false;

  beginEntry(): void {
    this.inStrings = false;
  }

  /**
   * @param slice a part of an entry that cuts no tag
   * @throws UnreadableFileError where it is made to look shorter than it is
   */
  add(slice: string): void {
    if (REPEATS.test(slice)) throw new UnreadableFileError('The document repeats what it has once.');
    const descriptions = Array.from(slice.matchAll(DESCRIPTION), ([, description = '']) => ` ${description}`);
    this.texts.push(withoutTags(slice) + descriptions.join(''));
    this.inStrings ||= SHARED_STRINGS.test(slice);
    if (this.inStrings) this.addStrings(slice);
    for (const [, cell, value] of slice.matchAll(CELL_OR_VALUE)) {
      if (cell !== undefined) this.inSharedCell = IS_SHARED.test(cell);
      else if (this.inSharedCell) this.cells.push(Number(value));
    }
  }

  /** What cells have by its number, once for each. */
  textsInCells(): string[] {
    return this.cells.map((index) => this.strings[index] ?? '');
  }

  private addStrings(slice: string): void {
    const [rest = '', ...begun] = slice.split(SHARED_STRING);
    const last = this.strings.pop();
    if (last !== undefined) this.strings.push(last + withoutTags(rest));
    for (const text of begun) this.strings.push(withoutTags(`<si${text}`));
  }
}

/** What stands between the tags, each run of them made a space. */
function withoutTags(xml: string): string {
  return xml.replace(TAG, '\0').replace(GAP, ' ');
}
