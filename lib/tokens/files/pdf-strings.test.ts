import { describe, expect, it } from 'vitest';
import { objectStream, pdf, pdfStream } from '../testing/files';
import { readPdf } from './pdf';
import { Unpacker, UnreadableFileError } from './unpacker';

const page = '<< /Type /Page /Contents 5 0 R >>\n';
const names = '<< /XObject << /X 6 0 R >> >>\n';
const hello = pdfStream(5, '(Hello) Tj');
const form = (contents: string, dictionary: string) => pdfStream(6, contents, `/Subtype /Form ${dictionary}`);
const read = (...parts: (string | Buffer)[]) => readPdf(pdf('%PDF-1.7\n', ...parts), new Unpacker());

/** A stream of two objects, the second of which begins at a place of the text. */
const twoObjects = (text: string, start: number, dictionary = '/N 2 /First 8') =>
  pdfStream(90, `1 0 2 ${`${start}`.padStart(2)}${text}`, `/Type /ObjStm ${dictionary}`);

describe('what stands in strings and comments of a PDF', () => {
  // Each of these was unreadable, and a call with it was held for the model's whole window.
  it.each([
    ['a link with a percent sign', '<< /URI (https://x/M%C3%BCnchen) >>'],
    ['a bracket that a note opens', '<< /Contents (see [draft) /P 3 0 R >>'],
    ['a bracket that a title opens', '<< /Title (a [b) /Dest 5 0 R >>'],
    ['brackets in brackets', '<< /Title (a (b) \\( \\\\) /Kids [3 0 R] >>'],
    ['two numbers and a letter', '<< /Title (see 5 0 R) /Contents (5 0 R) >>'],
    ['the type of a page', '<< /Title (/Type /Page) >> % /Type /Page\n'],
    ['a trailer of a film', '<< /Title (Movie trailer <HD>) >>'],
    ['digits', '<< /ID [<0a 1B> <>] /Contents <3082> /P 3 0 R >>'],
  ])('is none of its objects: %s', async (_, objects) => {
    expect(await read(page, hello, objects)).toEqual({ pages: 1, glyphs: 5 });
    expect(await read(page, hello, objectStream(objects))).toEqual({ pages: 1, glyphs: 5 });
  });

  it.each(['/PTEX.FileName (./fig (1).pdf)', '/X << /F1 5 0 R >>', '/X (a % b) /Y (\\))', '/X % 100 %\n'])(
    'is not how a stream is packed: %j',
    async (dictionary) => {
      const file = [page, names, pdfStream(5, '/X Do'), form('(Hello) Tj', dictionary)];
      expect(await read(...file)).toEqual({ pages: 1, glyphs: 5 });
    },
  );

  it('is none of its objects in what is said of the file', async () => {
    const said = '8 0 obj << /Type /Metadata >>\nstream\n<rdf:li>trailer</rdf:li>\nendstream endobj\n';
    expect(await read(page, hello, said)).toEqual({ pages: 1, glyphs: 5 });
  });

  it('parts words as white space does', async () => {
    const file = ['<< /Type%\n/Page /Contents 5%\r0 %/Type /Page\nR >>\n', hello];
    expect(await read(...file)).toEqual({ pages: 1, glyphs: 5 });
    const drawn = ['<< /XObject << /X %/Y\n6 0 R >> >>\n', form('(Hello) Tj', ''), pdfStream(5, '/X Do')];
    expect(await read(page, ...drawn)).toEqual({ pages: 1, glyphs: 5 });
  });

  // A reader that goes by where objects begin would find there what was not counted.
  it.each([
    ['an object is in a string', `(\n7 0 obj ${page})`],
    ['an object is in a comment', `%7 0 obj ${page}`],
    ['an object is behind an odd bracket', `(7 0 >obj ${page})`],
    ['an object has three letters for its word', `(100 0 abc ${page})`],
    ['an object has a sign, and a comment', `(100 +0 abc % x\n% y\n ${page})`],
    ['an object looks like a reference', `(100 0 R  ${page})`],
    ['an object is behind three letters of two strings', `(100 0 a)(${page})`],
    ['an object is behind a reference and a bracket', `100 0 R (${page})`],
    ['an object is behind a comment in two strings', `(100 0 abc%)(\n${page})`],
    ['an object has a letter for a number', `(7 a obj ${page})`],
    ['an object has a closing bracket', `(7 0 obj]${page})`],
    ['an object has an open bracket for a number', `(7 [obj ${page})`],
    ['the way to the key is in a string', '(trailer << /Encrypt 4 0 R >>)'],
    ['a string has no end', `(${page}`],
    ['a string goes on behind a stream', '5 0 obj << /X (a >>\nstream\nendstream ) >>'],
    ['a bracket has no other', `${page} )`],
    ['digits are none', `<(> ${page} <)>`],
    ['digits have no end', '<0a'],
    ['a stream begins in a comment', '5 0 obj << /Type /Page %>>stream\n/Contents [6 0 R 6 0 R] >>'],
    ['a backslash is written by its number', `(#5C) ${page} (#5C)`],
  ])('is never what a page shows: it is unreadable, or counted, where %s', async (_, objects) => {
    const reading = read(page, hello, `${objects}\n`);
    const glyphs = await reading.then(
      (file) => file?.glyphs,
      (error: unknown) => expect(error).toBeInstanceOf(UnreadableFileError),
    );
    expect(glyphs).not.toBe(5);
  });
});

describe('the objects of a stream', () => {
  it('are found where the stream says that they begin', async () => {
    expect(await read(hello, twoObjects(`(a (b) c) ${page}`, 10))).toEqual({ pages: 1, glyphs: 5 });
  });

  it('are one where another begins in its midst', async () => {
    expect(await read(hello, twoObjects(page, page.indexOf('tents')))).toEqual({ pages: 1, glyphs: 5 });
  });

  // One reader goes by where they begin, another reads them one after the other.
  it.each([
    ['behind the end', `${page.repeat(9)}`, 99],
    ['in the last of them', page.repeat(8).concat(' << >>'), page.length * 8],
  ])('are all of them where one is said to begin %s', async (_, objects, start) => {
    const pages = objects.split('/Page').length - 1;
    const starts = `${start} 2 ${start} `;
    const stream = pdfStream(90, `1 ${starts}${objects}`, `/Type /ObjStm /N 2 /First ${starts.length + 2}`);
    expect(await read(hello, stream)).toMatchObject({ pages });
  });

  it.each([
    ['one begins in a string', twoObjects(`(${page})`, 1)],
    ['one begins in a comment', twoObjects(`% ${page}`, 2)],
    ['one begins in digits', twoObjects('<0a>', 1)],
    ['it is not said where they begin', twoObjects(page, 0, '/N 2')],
    ['it is said elsewhere', twoObjects(page, 0, '/N 2 /First 8 0 R')],
    ['it is said twice', twoObjects(page, 0, '/N 2 /First 8 /X << /First 0 >>')],
    ['it is said of others', twoObjects(page, 0, '/N 1 /First 8')],
    ['there are more than it is said of', twoObjects(page, 0, '/N 3 /First 8')],
    ['what is said ends in a number', twoObjects(page, 12, '/N 2 /First 7')],
    ['what is said are no numbers', pdfStream(90, `1 0 % %${page}`, '/Type /ObjStm /N 1 /First 6')],
  ])('are unreadable where %s', async (_, objects) => {
    await expect(read(page, hello, objects)).rejects.toThrow(UnreadableFileError);
  });
});
