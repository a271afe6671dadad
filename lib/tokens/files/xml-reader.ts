import { UnreadableFileError } from './unpacker';

/** By these, what is written once in XML is read many times. */
const REPEATS = /<!ENTITY|<text:s\s[^<>]*=\s*["']\d{3}/;
/** In a table of LibreOffice. It is repeated by an attribute, and mostly empty then, up to the edge of the sheet. */
const ROW_OR_CELL = /<(\/?)[^\s<>/]*\btable-(row|cell)(?=[\s/>])[^<>]*>/g;
const IS_REPEATED = /-repeated\s*=/;
const HAS_VALUE = /value\s*=/;
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
  private inRepeatedRow = false;

  beginEntry(): void {
    this.inStrings = false;
    this.inRepeatedRow = false;
  }

  /**
   * @param slice a part of an entry that cuts no tag
   * @throws UnreadableFileError where it is made to look shorter than it is
   */
  add(slice: string): void {
    const text = withoutTags(slice);
    // An attribute outside a tag stands in one that was not recognised.
    if (REPEATS.test(slice) || IS_REPEATED.test(text) || this.repeatsCell(slice)) {
      throw new UnreadableFileError('The document repeats what it has once.');
    }
    const descriptions = Array.from(slice.matchAll(DESCRIPTION), ([, description = '']) => ` ${description}`);
    this.texts.push(text + descriptions.join(''));
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

  private repeatsCell(slice: string): boolean {
    for (const { 0: tag, 1: closing, 2: part } of slice.matchAll(ROW_OR_CELL)) {
      const isEmpty = tag.endsWith('/>') && !HAS_VALUE.test(tag);
      const isRepeated = IS_REPEATED.test(tag);
      if (part === 'row') this.inRepeatedRow = !isEmpty && !closing && isRepeated;
      else if (!isEmpty && !closing && (isRepeated || this.inRepeatedRow)) return true;
    }
    return false;
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
