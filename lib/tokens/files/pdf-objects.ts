import { UnreadableFileError } from './unpacker';

const PAGE_OBJECT = /\/Type\s*\/Page(?![A-Za-z])/g;
/** A name, where a list begins or ends, where a dictionary ends, or a reference to an object. */
const WORDS = /\/[^\s()<>[\]{}/%]{1,127}|[[\]]|>>|\b(\d+)\s+\d+\s+R\b/g;

/** How many page objects there are in a text. */
export function countPageObjects(text: string): number {
  return text.match(PAGE_OBJECT)?.length ?? 0;
}

/** What the objects of a PDF say of each other, as far as it tells what is shown. */
export class PdfObjects {
  pages = 0;
  /** How often a stream is named as what a page shows. */
  readonly shown = new Map<number, number>();
  /** What stands in other lists, which a page may show as a whole. */
  readonly listed = new Set<number>();
  /** The objects that a name stands for, in whatever dictionary. */
  readonly named = new Map<string, Set<number>>();
  private readonly kids = new Set<number>();

  /**
   * @param text objects with plain names, and no strings, comments and bytes of streams
   * @throws UnreadableFileError where they are written in a rare way, or a page may be there more than once
   */
  add(text: string): void {
    this.pages += countPageObjects(text);
    let name = '';
    let list: string | undefined;
    for (const { 0: word, 1: reference } of text.matchAll(WORDS)) {
      if (reference !== undefined) this.addReference(name, list, Number(reference));
      else if (word === ']') [name, list] = ['', undefined];
      else if (list === '/Contents' || list === '/Kids') {
        throw new UnreadableFileError('A list in the PDF has what it should not.');
      } else if (word === '[') list = name;
      else name = word === '>>' ? '' : word;
    }
  }

  private addReference(name: string, list: string | undefined, id: number): void {
    if (name === '/Contents') {
      this.shown.set(id, (this.shown.get(id) ?? 0) + 1);
    } else if (name === '/Kids') {
      if (list === undefined || this.kids.has(id)) {
        throw new UnreadableFileError('A page of the PDF may be there more than once.');
      }
      this.kids.add(id);
    } else {
      if (list !== undefined) this.listed.add(id);
      this.named.set(name, (this.named.get(name) ?? new Set()).add(id));
    }
  }
}
