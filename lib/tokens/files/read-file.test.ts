import { describe, expect, it } from 'vitest';
import { pageObjects, pdf, zip } from '../testing/files';
import { readFile } from './read-file';
import { Unpacker } from './unpacker';

const read = (bytes: Uint8Array | string) => readFile(Buffer.from(bytes), new Unpacker());
const textOf = async (bytes: Buffer) => {
  const file = await read(bytes);
  return file.kind === 'document' ? file.texts.join('').trim() : file.kind;
};
const FONT = Buffer.alloc(1_000, '\0\xff', 'latin1');
const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(1_000, 'abc')]);

describe('a file of a prompt', () => {
  // Some that only speak of PDFs were held for their whole window.
  it.each([
    'day,tokens\nÆrø,12\n',
    '%PDF-1.4 is how a PDF begins.',
    "const isPdf = (head: string) => 4 < head.length && head.startsWith('%PDF-');",
    'There are two formats :( a file that begins with %PDF- is one.',
    '<p>A PDF begins with %PDF- and a version.</p>',
    'A page is a << /Type /Page >>.',
    '',
  ])('is its text when it is nothing else: %j', async (text) => {
    expect(await read(text)).toEqual({ kind: 'text', text });
  });

  it('is a PDF by its pages', async () => {
    const bytes = pdf('%PDF-1.4 %\xe2\n', pageObjects(2));
    expect(await read(bytes)).toEqual({ kind: 'pdf', pages: 2, glyphs: 0 });
  });

  // A text of any length that begins as a PDF does was a page.
  it('has the characters of a text where a PDF is one, too', async () => {
    const text = `%PDF-1.4\n${pageObjects(1)}${'and words. '.repeat(10_000)}`;
    expect(await read(text)).toEqual({ kind: 'pdf', pages: 1, glyphs: text.length });
  });

  it.each([
    ['Latin-1', Buffer.from('Ærø', 'latin1')],
    ['UTF-16', Buffer.from('\ufeffÆrø', 'utf16le')],
  ])('is a text in %s, too', async (_, bytes) => {
    expect(await textOf(bytes)).toBe('Ærø');
  });

  it.each([
    ['of no known kind', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['that is cut off', zip({ 'a.xml': '<a>Hi</a>' }).subarray(40)],
    ['that may be a PDF or a document', pdf('%PDF-1.4 ', pageObjects(1), zip({ 'a.xml': '<a>Hi</a>' }))],
  ])('is unreadable %s', async (_, bytes) => {
    expect(await read(bytes)).toEqual({ kind: 'unreadable' });
  });

  it('is unreadable where it is elsewhere', async () => {
    expect(await readFile(undefined, new Unpacker())).toEqual({ kind: 'unreadable' });
  });
});

describe('a document', () => {
  const xml = '<?xml version="1.0"?><w:p><w:r><w:t>One</w:t></w:r>\n<w:r><w:t>two</w:t></w:r></w:p>';

  it('is what stands between its tags, and not its pictures', async () => {
    const file = zip({ 'word/document.xml': xml, 'word/media/image1.png': PNG, 'word/fonts/a.odttf': FONT });
    expect(await textOf(file)).toBe('One two');
  });

  it.each([
    ['in UTF-16', Buffer.from(`\ufeff${xml}`, 'utf16le'), 'One two'],
    ['within a document', zip({ 'a.xml': xml }), 'One two'],
    ['that describes a picture', '<p descr="A cat">Hi</p>', 'Hi  A cat'],
    ['that is taken as it is', '<p><![CDATA[Hi]]></p>', '<![CDATA[Hi]]>'],
  ])('is its text %s', async (_, entry, text) => {
    expect(await textOf(zip({ 'a.xml': entry }))).toBe(text);
  });

  it('has the text of a cell as often as cells have it', async () => {
    const cell = '<c r="A1" t="s"><v>1</v></c>';
    const file = zip({
      'xl/worksheets/sheet1.xml': `<worksheet>${cell.repeat(3)}</worksheet>`,
      'xl/sharedStrings.xml': '<sst><si><t>One</t></si><si><t>two</t></si></sst>',
    });
    expect((await textOf(file)).match(/two/g)).toHaveLength(4);
  });

  // Nearly every table of LibreOffice ends in such rows: all were unreadable.
  it('is its text where empty cells and rows are repeated', async () => {
    const empty = '<table:table-cell table:number-columns-repeated="1020"/>';
    const rows = `<table:table-row table:number-rows-repeated="1048570">${empty}</table:table-row>`;
    const cell = '<table:table-cell office:value-type="string"><text:p>Hi</text:p></table:table-cell>';
    const table = `<a><table:table-row>${cell}${empty}</table:table-row>${rows}<table:table-row>${cell}</table:table-row></a>`;
    expect(await textOf(zip({ 'content.xml': table }))).toBe('Hi Hi');
  });

  it.each([
    ['a cell', '<t:table-cell t:number-columns-repeated="9"><text:p>Hi</text:p></t:table-cell>'],
    ['a value', '<t:table-cell t:number-columns-repeated="9" office:value="12"/>'],
    [
      'a row',
      '<t:table-row t:number-rows-repeated="9"><t:table-cell/><t:table-cell>Hi</t:table-cell></t:table-row>',
    ],
    ['a cell of an odd tag', '<t:table-cell a=">" t:number-columns-repeated="9">Hi</t:table-cell>'],
  ])('is unreadable where %s with something in it is repeated', async (_, table) => {
    expect(await read(zip({ 'content.xml': `<a>${table}</a>` }))).toEqual({ kind: 'unreadable' });
  });

  // In an entry of 8 MB the one tag was looked through anew from each slash: hours.
  it('of nothing but the name of a row is given up or read soon', async () => {
    const file = zip({ 'content.xml': `<${'table-row/'.repeat(800_000)}` });
    expect(await read(file)).toMatchObject({ kind: 'document' });
  });

  it('is read where the end says its size for large files, too', async () => {
    const [file, endBytes] = [zip({ 'a.xml': xml }), 22];
    const large = Buffer.alloc(56 + 20);
    large.write('PK\x06\x06', 'latin1');
    large.writeUInt32LE(file.readUInt32LE(file.length - 6), 48);
    const withLarge = () => Buffer.concat([file.subarray(0, -endBytes), large, file.subarray(-endBytes)]);
    expect(await textOf(withLarge())).toBe('One two');
    large.writeUInt32LE(0, 48);
    expect(await textOf(withLarge())).toBe('unreadable');
  });

  it.each([
    ['it is a text of Pages', zip({ 'Index/Document.iwa': FONT, 'Metadata/a.plist': '<plist/>' })],
    ['it is a table in binary', zip({ 'xl/worksheets/sheet1.bin': FONT, '[Content_Types].xml': '<Types/>' })],
    ['it has no text', zip({ 'a.bin': FONT, 'b.png': PNG })],
    ['it says one thing many times', zip({ 'a.xml': '<!DOCTYPE a [<!ENTITY b "Hi">]><a>&b;&b;</a>' })],
    ['it is within too many others', [1, 2, 3].reduce((file) => zip({ a: file }), zip({ 'a.xml': xml }))],
    [
      'it is packed in a rare way',
      Buffer.from(
        zip({ 'a.xml': xml })
          .toString('latin1')
          .replace('PK\x03\x04\x14\0\0\0\x08', 'PK\x03\x04\x14\0\0\0\x0c'),
        'latin1',
      ),
    ],
    ['an entry grows beyond all measure', zip({ 'a.xml': `<a>${' '.repeat(9 * 1024 * 1024)}</a>` })],
    [
      'cells have more than is unpacked',
      zip({
        'a.xml': `<sst><si><t>${'word '.repeat(6_000)}</t></si></sst>`,
        'b.xml': '<c t="s"><v>0</v></c>'.repeat(2_000),
      }),
    ],
  ])('is unreadable where %s', async (_, file) => {
    expect(await read(file)).toEqual({ kind: 'unreadable' });
  });
});
