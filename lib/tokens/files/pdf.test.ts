import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { objectStream, pageObjects, pdf, pdfStream } from '../testing/files';
import { readPdf } from './pdf';
import { Unpacker, UnreadableFileError } from './unpacker';

const read = (...parts: (string | Buffer)[]) => readPdf(pdf('%PDF-1.7\n', ...parts), new Unpacker());
const page = (contents: string) => `<< /Type /Page /Contents ${contents} >>\n`;
const glyphsOf = async (...parts: (string | Buffer)[]) => (await read(...parts))?.glyphs;

describe('the pages of a PDF', () => {
  it('are its page objects, and not the tree that they hang on', async () => {
    const file = [
      '<< /Type /Pages /Count 3 >>\n',
      pageObjects(2),
      '<</Type/Page/Parent 2 0 R>>',
      '<</PageMode/None>>',
    ];
    expect(await read(...file)).toEqual({ pages: 3, glyphs: 0 });
  });

  it('are found in compressed objects', async () => {
    const file = [
      objectStream(`<< /Type /Pages >>${pageObjects(2)}`),
      pageObjects(1),
      objectStream(pageObjects(4)),
    ];
    expect(await read(...file)).toEqual({ pages: 7, glyphs: 0 });
  });

  it('are found in the middle of a buffer', async () => {
    const file = pdf(pageObjects(1), '%PDF-1.4\n', pageObjects(2)).subarray(32);
    expect(await readPdf(file, new Unpacker())).toMatchObject({ pages: 2 });
  });

  // A lone bracket there made the file unreadable.
  it.each(['<html lang="en"> it isn’t (R&D)\n', ') > (', '<!-- \0 %'])(
    'are found where the file ends, whatever is left behind it: %j',
    async (rest) => {
      expect(await read(pageObjects(2), 'startxref\n9\n%%EOF\n', rest)).toMatchObject({ pages: 2 });
    },
  );

  it.each([
    ['a page', '<< /Type /Page >>'],
    ['the type of one', '/Type /Page >>'],
    ['the type of one, by its number', '/T#79pe /Page >>'],
    ['an object', '8 0 obj /X endobj ('],
    ['a reference', '/X 6 0 R ('],
  ])('are not passed over behind what looks like the end: %s', async (_, rest) => {
    const reading = read(pageObjects(2), '7 0 obj << /X 1\n%%EOF\n', rest);
    const pages = await reading.then(
      (file) => file?.pages,
      (error: unknown) => expect(error).toBeInstanceOf(UnreadableFileError),
    );
    expect(pages).not.toBe(2);
  });

  it('are not known of what has none', async () => {
    expect(await read('Hello')).toBeUndefined();
  });
});

describe('the text of a PDF', () => {
  // A PDF of one page that unpacked to a book counted as one page.
  it('is what its pages show, however well it is packed', async () => {
    const shown = 'BT (A word and a word. ) Tj ET\n'.repeat(10_000);
    const file = pdf(page('5 0 R'), pdfStream(5, shown));
    expect(file.length).toBeLessThan(4_000);
    expect(await glyphsOf(file)).toBe(190_000);
  });

  it.each([
    ['strings', '(Hello) Tj', 5],
    ['strings with brackets', '(a (b) \\( c) Tj', 9],
    ['parts of lines', "[(Hel) -20 (lo)] TJ (Hi) '", 7],
    ['letters of two bytes', '<00480069> Tj', 2],
    ['what is said to be shown', '/Span << /ActualText (Hello) >> BDC', 5],
    ['no curves and colours', '0 0 m 10 10 l S /P 1 scn', 0],
    ['no strings that are not shown', '(Hello) pop (Hi) Tj', 2],
    ['what follows an image', 'BI /W 1 ID \x80( EI (Hi) Tj', 2],
  ])('is %s', async (_, instructions, glyphs) => {
    expect(await glyphsOf(page('5 0 R'), pdfStream(5, instructions))).toBe(glyphs);
  });

  it('is there as often as it is shown', async () => {
    const shared = pdfStream(5, '(Hello) Tj');
    expect(await glyphsOf(page('5 0 R'), page('[ 5 0 R 5 0 R ]'), shared)).toBe(15);
    const drawn = (id: number, contents: string) => pdfStream(id, contents, '/Subtype /Form');
    const names = '<< /XObject << /A 6 0 R /B 7 0 R >> >>\n';
    const file = [page('5 0 R'), names, drawn(6, '/B Do /B Do'), drawn(7, '(Hello) Tj')];
    expect(await glyphsOf(...file, pdfStream(5, '/A Do /A Do (Hi) Tj'))).toBe(22);
  });

  it('is not what images and fonts hold, unless a page shows them', async () => {
    const hidden = (dictionary: string) => pdfStream(5, '(Hello) Tj', dictionary);
    for (const dictionary of ['/Subtype /Image', '/Length1 20', '/Subtype /Im#61ge']) {
      expect(await glyphsOf(pageObjects(1), hidden(dictionary))).toBe(0);
      expect(await glyphsOf(page('5 0 R'), hidden(dictionary))).toBe(5);
    }
  });
});

describe('a PDF', () => {
  const bomb = deflateSync(Buffer.alloc(2 * 1024 * 1024));
  // The pages in the clear were taken for all of them: a file of 4 MB counted as one page.
  it.each([
    ['is encrypted', ['<< /Encrypt 4 0 R >>']],
    ['is packed in a rare way', ['5 0 obj << /Filter /LZWDecode >>\nstream\n', '\x80\x0b']],
    ['is packed in a way said elsewhere', ['5 0 obj << /Filter 6 0 R >>\nstream\n', 'abc']],
    ['is packed in rows', [pdfStream(5, 'abc', '/DecodeParms << /Predictor 12 >>')]],
    ['is broken', ['5 0 obj << /Filter /FlateDecode >>\nstream\n', 'not deflated']],
    // The pattern for it broke, and the call with it.
    ['has a letter without an end', [pdfStream(5, `beginbfchar <01> <${'0'.repeat(10_000_000)}`)]],
    ['has letters that stand for texts', [pdfStream(5, `beginbfchar <01> <${'0041'.repeat(40)}> endbfchar`)]],
    [
      'has plain objects beyond all measure',
      [`9 0 obj << /Type /ObjStm /N 0 /First 0 >>\nstream\n${' '.repeat(2_000_000)}`],
    ],
    ['has objects beyond all measure', ['9 0 obj << /Type /ObjStm /Filter /FlateDecode >>\nstream\n', bomb]],
  ])('can’t be read where it %s', async (_, parts) => {
    await expect(read(pageObjects(1), ...parts)).rejects.toThrow(UnreadableFileError);
  });

  // Where all that stands before each beginning is looked through, or all behind it, this takes minutes: longer than a test may.
  it.each([
    ['streams', '5 0 obj << >> stream\nendstream '],
    ['beginnings of streams', 'stream\n'],
    ['words for a stream', 'a stream '],
    ['comments', '>>%'],
    ['lines that are comments', '%\n'],
    ['strings', '()'],
    ['brackets', '('],
    ['references', '[1 0 R '],
    ['objects that begin oddly', '1 1 abc%'],
    ['objects that begin nearly oddly', '%\n<<'],
    ['ends', '%%EOF'],
  ])('of nothing but %s is given up or read soon', async (_, part) => {
    const reading = read(pageObjects(1), part.repeat(2_000_000 / part.length));
    await reading.catch((error: unknown) => expect(error).toBeInstanceOf(UnreadableFileError));
  });
});
