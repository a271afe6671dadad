import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { countPdfPages } from './pdf-pages';

const pdf = (...parts: (string | Buffer)[]) => Buffer.concat(parts.map((part) => Buffer.from(part)));
const pageObjects = (count: number) => '<< /Type /Page /Parent 2 0 R >>\n'.repeat(count);
const objectStream = (objects: string) =>
  pdf(
    '<< /Type /ObjStm /N 3 /First 20 /Filter /FlateDecode /Length 99 >>\nstream\r\n',
    deflateSync(objects),
    '\nendstream\n',
  );

describe('countPdfPages', () => {
  it('counts the page objects, and not the tree that they hang on', () => {
    const file = pdf(
      '%PDF-1.4\n<< /Type /Pages /Count 3 >>\n',
      pageObjects(2),
      '<</Type/Page/Parent 2 0 R>>',
      '<</PageMode/None>>',
    );
    expect(countPdfPages(file)).toBe(3);
  });

  it('finds the pages in compressed objects', () => {
    const file = pdf(
      '%PDF-1.7\n',
      objectStream(`<< /Type /Pages >>${pageObjects(2)}`),
      pageObjects(1),
      objectStream(pageObjects(4)),
    );
    expect(countPdfPages(file)).toBe(7);
  });

  it('reads a file that lies in the middle of a buffer', () => {
    expect(countPdfPages(pdf(pageObjects(1), '%PDF-1.4', pageObjects(2)).subarray(32))).toBe(2);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', pdf('Hello')],
    [
      'objects that are encrypted',
      pdf('%PDF-1.7\n<< /Type /ObjStm >>\nstream\n', Buffer.from('not deflated')),
    ],
  ])('knows no pages of %s', (_, file) => {
    expect(countPdfPages(file)).toBeUndefined();
  });

  it('does not unpack what grows beyond all measure', () => {
    const bomb = pdf('/Type /ObjStm stream\n', deflateSync(Buffer.alloc(40 * 1024 * 1024, pageObjects(1))));
    expect(countPdfPages(pdf(bomb, pageObjects(1)))).toBe(1);
  });

  // Only what could be read was counted: thousands of bombs in a small file held the process up for minutes.
  it('gives up after some that can’t be unpacked', () => {
    const bomb = pdf('/Type /ObjStm stream\n', deflateSync(Buffer.alloc(2 * 1024 * 1024)));
    const packed = pdf('/Type /ObjStm stream\n', deflateSync(Buffer.from(pageObjects(1))));
    const behind = (bombs: number) =>
      pdf(pageObjects(1), ...Array.from({ length: bombs }, () => bomb), packed);
    expect(countPdfPages(behind(3))).toBe(2);
    expect(countPdfPages(behind(40))).toBe(1);
  });
});
