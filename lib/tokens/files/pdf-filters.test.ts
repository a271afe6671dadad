import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { pdf } from '../testing/files';
import { readPdf } from './pdf';
import { Unpacker, UnreadableFileError } from './unpacker';

const PAGE = '%PDF-1.7\n<< /Type /Page /Contents 5 0 R >>\n';
const stream = (dictionary: string, bytes: string | Buffer, keyword = 'stream\n') =>
  pdf(PAGE, `5 0 obj << ${dictionary} >>${keyword}`, bytes, '\nendstream endobj');
const glyphsOf = async (bytes: Buffer) => (await readPdf(bytes, new Unpacker()))?.glyphs;
const hello = '(Hello) Tj';

/** In letters, as PDFs of ReportLab are. */
function ascii85(bytes: Buffer): string {
  const letters: string[] = [];
  for (let at = 0; at < bytes.length; at += 4) {
    const group = Buffer.concat([bytes.subarray(at, at + 4), Buffer.alloc(4)]);
    let value = group.readUInt32BE(0);
    const digits = [0, 0, 0, 0, 0].map(() => {
      const digit = String.fromCharCode((value % 85) + 33);
      value = Math.floor(value / 85);
      return digit;
    });
    letters.push(
      digits
        .reverse()
        .join('')
        .slice(0, bytes.length - at + 1),
    );
  }
  return `${letters.join('')}~>`;
}

describe('the bytes of a stream', () => {
  it.each([
    ['as they are', '', hello],
    ['in letters', '/Filter /ASCII85Decode', ascii85(Buffer.from(hello))],
    ['packed', '/Filter [/FlateDecode]', deflateSync(hello)],
    ['packed, in letters', '/Filter [ /ASCII85Decode /FlateDecode ]', ascii85(deflateSync(hello))],
    ['packed, with no parameters', '/Filter /FlateDecode /DecodeParms null', deflateSync(hello)],
    ['packed, with a list', '/Filter /FlateDecode /DecodeParms [<< /K 0 /Rows 9 >>]', deflateSync(hello)],
  ])('are read where they are written %s', async (_, dictionary, bytes) => {
    expect(await glyphsOf(stream(dictionary, bytes))).toBe(5);
  });

  it('are none where none are packed', async () => {
    expect(await glyphsOf(stream('/Filter /FlateDecode', ''))).toBe(0);
  });

  it('go on behind the word that mostly ends them, as their length says', async () => {
    const bytes = '(endstream) Tj (Hello) Tj';
    expect(await glyphsOf(stream(`/Length ${bytes.length}`, bytes))).toBe(14);
    expect(await glyphsOf(stream(`/Length ${bytes.length}`, `endstream ${hello}`))).toBe(5);
    const twice = `/X << /Length 0 >> /Length ${bytes.length}`;
    expect(await glyphsOf(stream(twice, `endstream ${hello}`))).toBe(5);
  });

  it.each(['stream \n', ' stream\t\r\n', '\0\nstream\r'])('are found behind %j', async (keyword) => {
    expect(await glyphsOf(stream('', hello, keyword))).toBe(5);
  });

  // What was not recognised counted as nothing; letters grew fivefold at a stretch, beside the budget.
  it.each([
    ['a comment', stream('', hello, `%${'x'.repeat(300)}\nstream\n`)],
    ['no line break', stream('', hello, 'stream ')],
    ['letters that are packed', stream('/Filter [/FlateDecode /ASCII85Decode]', deflateSync('zzz~>'))],
    ['more letters than are unpacked', stream('/Filter /ASCII85Decode', `${'z'.repeat(4_000_000)}~>`)],
    ['letters without an end', stream('/Filter /ASCII85Decode', 'zzz')],
    ['a short name for its filter', stream('/F /ASCIIHexDecode', Buffer.from(hello).toString('hex'))],
    ['a short name for its parameters', stream('/Filter /FlateDecode /DP 6 0 R', deflateSync(hello))],
    ['parameters of another file', stream('/FDecodeParms << /Columns 4 >>', hello)],
    ['two filters', stream('/Filter /FlateDecode /Filter /Fl', deflateSync(hello))],
    ['another object within', stream('/Filter /FlateDecode /X (7 0 obj <<) ', deflateSync(hello))],
    ['a length elsewhere', stream('/Length 6 0 R', hello)],
    ['a length behind a bracket', stream('/Length ) 30', `endstream ${hello}`)],
    ['a length with a sign', stream('/Length +30', `endstream ${hello}`)],
    ['rows that have a sign', stream('/Predictor +12', hello)],
    ['rows that are said elsewhere', stream('/DecodeParms [null 6 0 R]', hello)],
    ['rows that are said elsewhere, behind a list', stream('/DecodeParms [<< /X [1] >> 6 0 R]', hello)],
    ['an image without an end', stream('', `BI /W 1 ID \x80 ${hello}`)],
    ['an image that ends within a word', stream('', `BI /W 1 ID xEI ${hello} ( EI )`)],
  ])('are unreadable with %s', async (_, bytes) => {
    await expect(glyphsOf(bytes)).rejects.toThrow(UnreadableFileError);
  });
});
