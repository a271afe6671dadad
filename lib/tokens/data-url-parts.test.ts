import { describe, expect, it } from 'vitest';
import { filePart } from './data-url-parts';

const base64 = (contents: string | Uint8Array) => Buffer.from(contents).toString('base64');
const PDF = '%PDF-1.4 <</Type /Page >>\n';
const CSV = 'day,tokens\n2026-11-01,Ærø 12\n'.repeat(100);

describe('a file of a prompt', () => {
  // A text counts three to five times as much as a PDF of its size.
  it.each([
    ['as a URL', `data:text/csv;base64,${base64(CSV)}`],
    ['as base64 alone', base64(CSV)],
  ])('is its text when it is one (%s)', (_, data) => {
    expect(filePart(data)).toEqual({ type: 'file', text: CSV, sizeBytes: Buffer.byteLength(CSV) });
  });

  it('is a text also when it only begins or speaks like a PDF', () => {
    for (const text of ['%PDF-1.4 is how a PDF begins.', 'A page is a << /Type /Page >>.']) {
      expect(filePart(base64(text))).toMatchObject({ text });
    }
  });

  it('is a PDF by its pages', () => {
    const counted = { pages: 1, mayHaveMorePages: false, sizeBytes: 26 };
    expect(filePart(base64(PDF), 'low')).toEqual({ type: 'file', ...counted, detail: 'low' });
  });

  it('is anything else by its size', () => {
    const bytes = Uint8Array.of(0x50, 0x4b, 0x03, 0xff, 0xfe);
    expect(filePart(base64(bytes))).toEqual({ type: 'file', sizeBytes: 5 });
  });

  it('is the text of a URL without base64', () => {
    const url = 'data:text/plain,Hello%20there';
    expect(filePart(url)).toMatchObject({ text: url });
  });

  it('is of unknown size when there is none', () => {
    expect(filePart(undefined)).toEqual({ type: 'file' });
  });
});
