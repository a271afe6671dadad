import { describe, expect, it } from 'vitest';
import { objectStream, pageObjects, pdf, pdfStream } from '../testing/files';
import { readPdf } from './pdf';
import { Unpacker, UnreadableFileError } from './unpacker';

const page = (contents: string) => `<< /Type /Page /Contents ${contents} >>\n`;
const names = (all: string) => `<< /XObject << ${all} >> >>\n`;
const form = (id: number, contents: string, dictionary = '') =>
  pdfStream(id, contents, `/Subtype /Form ${dictionary}`);
const glyphsOf = async (...parts: (string | Buffer)[]) =>
  (await readPdf(pdf('%PDF-1.7\n', ...parts), new Unpacker()))?.glyphs;
const hello = pdfStream(5, '(Hello) Tj');

describe('what a page of a PDF draws', () => {
  // Each of the names had the form walked through anew: some hundred kilobytes took minutes.
  it('is looked up once, however many names it has', async () => {
    const all = Array.from({ length: 10_000 }, (_, index) => `/X${index}`);
    const draws = all.map((name) => `${name} Do`).join(' ');
    const inForm = draws.replaceAll('/X', '/Y');
    const dictionary = all.map((name) => `${name} 6 0 R ${name.replace('X', 'Y')} 7 0 R`).join(' ');
    const file = [page('5 0 R'), names(dictionary), form(6, `(a) Tj ${inForm}`), form(7, '')];
    expect(await glyphsOf(...file, pdfStream(5, draws))).toBe(all.length);
  });

  it('is found where names are local', async () => {
    const outer = form(6, '/X Do '.repeat(1_000), '/Resources << /XObject << /X 7 0 R >> >>');
    const file = [page('5 0 R'), names('/X 6 0 R'), outer, form(7, '(Hello) Tj')];
    expect(await glyphsOf(...file, pdfStream(5, '/X Do'))).toBe(5_000);
  });

  it('is found where a name is written by its numbers', async () => {
    const file = [page('5 0 R'), names('/A#42 6 0 R'), form(6, '(Hello) Tj')];
    expect(await glyphsOf(...file, pdfStream(5, '/AB Do /#41B Do'))).toBe(10);
  });

  it.each([
    ['an endless number of times', endless()],
    ['itself', [names('/X0 6 0 R'), form(6, '(Hello) Tj /X0 Do')]],
    ['what is not in the file', [names('/X1 6 0 R'), form(6, '(Hello) Tj')]],
  ])('makes it unreadable where it is %s', async (_, parts) => {
    const reading = glyphsOf(page('5 0 R'), pdfStream(5, '/X0 Do'), ...parts);
    await expect(reading).rejects.toThrow(UnreadableFileError);
  });

  function endless(): Buffer[] {
    return Array.from({ length: 60 }, (_, index) =>
      pdf(names(`/X${index} ${index + 10} 0 R`), form(index + 10, `/X${index + 1} Do `.repeat(9))),
    );
  }
});

describe('the pages of a PDF', () => {
  it('are known however their type is written', async () => {
    const file = pdf('<< /Type /P#61ge >> << /Type\0/Page >>', objectStream('<< /#54ype /Page >>'));
    expect(await readPdf(file, new Unpacker())).toMatchObject({ pages: 3 });
  });

  it('show a text that is in two streams', async () => {
    expect(await glyphsOf(page('[ 5 0 R 6 0 R ]'), pdfStream(5, '(Hello)'), pdfStream(6, 'Tj'))).toBe(5);
  });

  it('are read in a file that was signed', async () => {
    const [end, kids] = ['startxref\n99\n%%EOF\n', '2 0 obj << /Type /Pages /Kids [ 3 0 R ] >> endobj\n'];
    const signed = '3 0 obj << /Type /Page /Contents 5 0 R /Annots [ 9 0 R ] >> endobj\n';
    const signature = '9 0 obj << /Type /Sig /Contents <3082> /Name (100% me) >> endobj\n';
    expect(await glyphsOf(kids, page('5 0 R'), hello, end, signed, signature, end)).toBe(10);
  });

  // A page that is named 1,000 times counted as one, and a hundred that show one list as one of them.
  it.each([
    ['a page is there more than once', [`<< /Kids [${'4 0 R '.repeat(2)}] >>`]],
    ['lists of pages share one', ['<< /Kids [4 0 R] >> << /Kids [4 0 R] >>']],
    ['a list of pages is elsewhere', ['<< /Kids 8 0 R >> 8 0 obj [4 0 R 4 0 R] endobj']],
    ['a list of pages has something else', ['<< /Kids [4 0 R (]) 4 0 R] >>']],
    ['pages show a list elsewhere', [page('7 0 R').repeat(100), '7 0 obj [5 0 R] endobj']],
    ['pages show a list that is packed', [page('7 0 R').repeat(100), objectStream('<< >> [5 0 R 5 0 R]')]],
    ['names are numbers beyond all measure', ['#41'.repeat(200_000)]],
    ['an object is within a stream', ['8 0 obj << >>\nstream\n9 0 obj << /X 5 0 R >>\nendstream endobj']],
  ])('are unreadable where %s', async (_, parts) => {
    await expect(glyphsOf(pageObjects(1), hello, ...parts)).rejects.toThrow(UnreadableFileError);
  });
});
