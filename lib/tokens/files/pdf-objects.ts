/** A stream of a PDF, with what its dictionary says. */
export interface PdfStream {
  /** Of the object that it is; undefined where it has none that can be read. */
  id?: number;
  dictionary: string;
  /** Where its bytes begin, in the file. */
  start: number;
}

const STREAM = /(?<!end)stream(?:\r\n|\n|\r)/g;
/** Between a dictionary and its stream. */
const LONGEST_COMMENT = 200;
const DICTIONARY_ENDS = />>(?:\s|%[^\r\n]*[\r\n])*$/;

/** The streams of a file, wherever they are: what a table in it says of where its objects begin may be wrong. */
export function* pdfStreams(text: string): Generator<PdfStream> {
  let lookedAt = 0;
  for (const { index, 0: keyword } of text.matchAll(STREAM)) {
    const before = text.slice(lookedAt, index);
    lookedAt = index + keyword.length;
    const object = before.lastIndexOf('obj');
    // In a file that is broken, or in a text, there is none.
    if (!DICTIONARY_ENDS.test(before.slice(-LONGEST_COMMENT))) continue;
    const id = /(\d{1,10})\s+\d{1,5}\s+$/.exec(
      before.slice(Math.max(0, object - 40), Math.max(0, object)),
    )?.[1];
    yield {
      ...(id !== undefined && { id: Number(id) }),
      dictionary: plainNames(before.slice(Math.max(0, object))),
      start: lookedAt,
    };
  }
}

/** A name may have its letters by their numbers: ISO 32000-1, section 7.3.5. */
function plainNames(dictionary: string): string {
  return dictionary.replace(/#([\da-fA-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const PAGE_OBJECT = /\/Type\s*\/Page(?![A-Za-z])/g;
const OBJECT_STREAM = /\/Type\s*\/ObjStm\b/;

/** How many pages a PDF has, where that can be told without unpacking anything. */
export function pagesInTheClear(bytes: Uint8Array): number | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (!text.startsWith('%PDF-') || OBJECT_STREAM.test(text)) return undefined;
  return text.match(PAGE_OBJECT)?.length;
}

/** A name, the beginning of a list, or a reference to an object. */
const REFERENCES = /\/[^\s()<>[\]{}/%]{1,127}|\[|\b(\d{1,10})\s{1,20}\d{1,5}\s{1,20}R\b/g;

/** What the objects of a PDF say of each other, as far as it tells what is shown. */
export class PdfObjects {
  pages = 0;
  /** How often a stream is named as what a page shows; in a list, too, which such streams may be in. */
  readonly shown = new Map<number, number>();
  /** The objects that a name stands for, in whatever dictionary. */
  readonly named = new Map<string, Set<number>>();

  add(text: string): void {
    this.pages += text.match(PAGE_OBJECT)?.length ?? 0;
    let before = '';
    for (const { 0: word, 1: reference } of text.matchAll(REFERENCES)) {
      if (reference === undefined) before = word;
      else this.addReference(before, Number(reference));
    }
  }

  private addReference(before: string, id: number): void {
    if (before === '[' || before === '/Contents') this.shown.set(id, (this.shown.get(id) ?? 0) + 1);
    else this.named.set(before, (this.named.get(before) ?? new Set()).add(id));
  }
}
