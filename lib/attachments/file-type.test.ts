import { describe, expect, it } from 'vitest';
import { checkFile } from './check-file';
import { cleanFileName } from './file-name';
import { fileTypeOf } from './file-type';
import { pdf, png } from './testing/sample-files';

const text = (value: string) => Buffer.from(value);
const MEGABYTE = 1024 * 1024;

describe('the type of a file', () => {
  it.each([
    ['a PNG', png(2, 3), 'image/png'],
    ['a GIF', Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64'), 'image/gif'],
    [
      'a WebP',
      Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64'),
      'image/webp',
    ],
    ['a JPEG', Buffer.from('ffd8ffc0001108025803200300', 'hex'), 'image/jpeg'],
    ['a PDF', pdf(1), 'application/pdf'],
    ['a PDF with something before it', Buffer.concat([text('\r\n'), pdf(1)]), 'application/pdf'],
    ['words of any script', text('Grüße, 世界 🌍\r\n\tfin'), 'text/plain'],
    ['a table', text('name,price\ntoken,0.01\n'), 'text/plain'],
    ['a page, which is source code here', text('<html><script>alert(1)</script>'), 'text/plain'],
    ['a program about PDFs', text("if (head.includes('%PDF-')) return;"), 'text/plain'],
    ['a log with colours', text('\x1b[31mfailed\x1b[0m'), 'text/plain'],
  ])('is found in its bytes: %s', (_, bytes, type) => {
    expect(fileTypeOf(bytes)).toBe(type);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a program', Buffer.from('4d5a90000300', 'hex')],
    ['an archive, as office files are', Buffer.from('504b0304140000', 'hex')],
    ['an image without a size', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['text in another encoding', Buffer.from('Grüße', 'latin1')],
    ['half a character', text('世').subarray(0, 2)],
  ])('is none that can be attached: %s', (_, bytes) => {
    expect(fileTypeOf(bytes)).toBeUndefined();
  });
});

describe('a file', () => {
  it.each([
    [
      'an image of 4 MB',
      Buffer.concat([png(1, 1), Buffer.alloc(4 * MEGABYTE - png(1, 1).length)]),
      'image/png',
    ],
    ['a text of 1 MB', Buffer.alloc(MEGABYTE, 'a'), 'text/plain'],
  ])('may be attached: %s', (_, bytes, type) => {
    expect(checkFile(bytes)).toEqual({ type });
  });

  it.each([
    ['when it is empty', Buffer.alloc(0), 'The file is empty.'],
    ['over 4 MB', Buffer.alloc(4 * MEGABYTE + 1, 'a'), 'A file may have 4 MB at most.'],
    ['as a text over 1 MB', Buffer.alloc(MEGABYTE + 1, 'a'), 'A text file may have 1 MB at most.'],
    ['of another type', Buffer.from('504b0304', 'hex'), 'Only images'],
  ])('is refused %s', (_, bytes, problem) => {
    expect(checkFile(bytes)).toMatchObject({ problem: expect.stringContaining(problem) });
  });
});

it.each([
  ['cat.png', 'cat.png'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\me\\Grüße 2026.txt', 'Grüße 2026.txt'],
  ['Gru\u0308ße.txt', 'Gr\u00FCße.txt'],
  ['invoice\u202Egpj.exe', 'invoicegpj.exe'],
  ['a\0b\n\nc.txt', 'abc.txt'],
  // The joiner and its contrary were lost, by which words and emoji fell apart.
  ['می\u200Cخواهم.pdf', 'می\u200Cخواهم.pdf'],
  ['👩\u200D💻.png', '👩\u200D💻.png'],
  ['नमस्ते.txt', 'नमस्ते.txt'],
  ['', 'file'],
  // A name of joiners alone was shown as nothing.
  ['\u200D \u200C', 'file'],
  [`${'long '.repeat(60)}.tar.gz`, expect.stringMatching(/^long .{100,}…\.gz$/)],
])('calls a file that was named %j %s', (given, name) => {
  expect(cleanFileName(given)).toEqual(name);
  expect(cleanFileName(given).length).toBeLessThanOrEqual(120);
});
