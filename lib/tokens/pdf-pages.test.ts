import { deflateSync, inflateSync } from 'node:zlib';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { countPdfPages } from './pdf-pages';

vi.mock('node:zlib', async (load) => {
  const zlib = await load<typeof import('node:zlib')>();
  return { ...zlib, inflateSync: vi.fn(zlib.inflateSync) };
});

const pdf = (...parts: (string | Buffer)[]) => Buffer.concat(parts.map((part) => Buffer.from(part)));
const pageObjects = (count: number) => '<< /Type /Page /Parent 2 0 R >>\n'.repeat(count);
const all = (pages: number) => ({ pages, mayHaveMorePages: false });
const atLeast = (pages: number) => ({ pages, mayHaveMorePages: true });
const objectStream = (objects: string) =>
  pdf(
    '<< /Type /ObjStm /N 3 /First 20 /Filter /FlateDecode /Length 99 >>\nstream\r\n',
    deflateSync(objects),
    '\nendstream\n',
  );

describe('countPdfPages', () => {
  beforeEach(() => void vi.mocked(inflateSync).mockClear());

  it('counts the page objects, and not the tree that they hang on', () => {
    const file = pdf(
      '%PDF-1.4\n<< /Type /Pages /Count 3 >>\n',
      pageObjects(2),
      '<</Type/Page/Parent 2 0 R>>',
      '<</PageMode/None>>',
    );
    expect(countPdfPages(file)).toEqual(all(3));
  });

  it('finds the pages in compressed objects', () => {
    const file = pdf(
      '%PDF-1.7\n',
      objectStream(`<< /Type /Pages >>${pageObjects(2)}`),
      pageObjects(1),
      objectStream(pageObjects(4)),
    );
    expect(countPdfPages(file)).toEqual(all(7));
  });

  it('reads a file that lies in the middle of a buffer', () => {
    expect(countPdfPages(pdf(pageObjects(1), '%PDF-1.4', pageObjects(2)).subarray(32))).toEqual(all(2));
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', pdf('Hello')],
  ])('knows no pages of %s', (_, file) => {
    expect(countPdfPages(file)).toBeUndefined();
  });

  // The pages in the clear were taken for all of them: a file of 4 MB counted as one page.
  it.each([
    ['is encrypted', '<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n', 'not deflated'],
    ['is packed in another way', '<< /Type /ObjStm /Filter /ASCII85Decode >>\nstream\n', '87cURD]i~>'],
    ['begins too far behind its name', `<< /Type /ObjStm /Rest (${'.'.repeat(600)}) >>\nstream\n`, ''],
  ])('says that there may be more pages where a stream of objects %s', (_, head, contents) => {
    expect(countPdfPages(pdf('%PDF-1.7\n', head, contents))).toEqual(atLeast(0));
    expect(countPdfPages(pdf(pageObjects(1), objectStream(pageObjects(2)), head, contents))).toEqual(
      atLeast(3),
    );
  });

  it('does not unpack what grows beyond all measure', () => {
    const bomb = pdf('/Type /ObjStm stream\n', deflateSync(Buffer.alloc(40 * 1024 * 1024, pageObjects(1))));
    expect(countPdfPages(pdf(bomb, pageObjects(1)))).toEqual(atLeast(1));
  });

  // Only what could be read was counted: thousands of bombs in a small file held the process up for minutes.
  it('gives up after some that can’t be unpacked, and says so', () => {
    const bomb = pdf('/Type /ObjStm stream\n', deflateSync(Buffer.alloc(2 * 1024 * 1024)));
    const packed = pdf('/Type /ObjStm stream\n', deflateSync(Buffer.from(pageObjects(1))));
    const behind = (bombs: number) =>
      pdf(pageObjects(1), ...Array.from({ length: bombs }, () => bomb), packed);
    expect(countPdfPages(behind(3))).toEqual(atLeast(2));
    expect(countPdfPages(behind(40))).toEqual(atLeast(1));
  });

  // At each of 350,000 beginnings, in 4 MB of them, the same 500 characters were looked through: more than two seconds.
  it('looks for what is in a stream no further than the beginning of the next', () => {
    const packed = deflateSync(Buffer.from(pageObjects(1)));
    expect(countPdfPages(pdf('/Type /ObjStm << >> /ObjStm stream\n', packed))).toEqual(atLeast(0));
    expect(countPdfPages(pdf('/Type /ObjStm << >> /Type /ObjStm stream\n', packed))).toEqual(atLeast(1));
  });

  // Only what came out was counted: hundreds of streams that share 4 MB of empty blocks held the process up for seconds.
  it('gives up after some that are long and hold nothing, and says so', () => {
    const emptyBlock = Buffer.from('000000ffff', 'hex');
    const end = Buffer.from('010000ffff00000001', 'hex');
    const empty = pdf('/Type /ObjStm stream\n\x78\x01', Buffer.alloc(1_000_000, emptyBlock), end);
    const packed = pdf('/Type /ObjStm stream\n', deflateSync(Buffer.from(pageObjects(1))));
    const behind = (streams: number) =>
      pdf(pageObjects(1), ...Array.from({ length: streams }, () => empty), packed);
    expect(countPdfPages(behind(3))).toEqual(all(2));
    expect(countPdfPages(behind(40))).toEqual(atLeast(1));
  });

  it('reads a stream that doesn’t end for no longer than one that does', () => {
    countPdfPages(
      pdf('/Type /ObjStm stream\n\x78\x01', Buffer.alloc(4_000_000, Buffer.from('000000ffff', 'hex'))),
    );
    const givenBytes = vi.mocked(inflateSync).mock.calls.map(([packed]) => Object(packed).length);
    expect(givenBytes).toEqual([1024 * 1024]);
  });
});
