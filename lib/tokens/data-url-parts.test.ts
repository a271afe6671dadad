import { describe, expect, it } from 'vitest';
import { filePart, imagePart } from './data-url-parts';

const CSV = 'day,tokens\n2026-11-01,Ærø 12\n';
const base64 = Buffer.from(CSV).toString('base64');

describe('a file of a prompt', () => {
  it.each([
    ['a URL', `data:text/csv;base64,${base64}`],
    ['base64 alone', base64],
  ])('is read from %s', (_, data) => {
    expect(filePart(data, 'low')).toEqual({ type: 'file', bytes: Buffer.from(CSV), detail: 'low' });
  });

  it('is the text of a URL without base64', () => {
    const url = 'data:text/plain,Hello%20there';
    expect(filePart(url)).toEqual({ type: 'file', bytes: Buffer.from(url) });
  });

  it('has no bytes where there are none', () => {
    expect(filePart(undefined)).toEqual({ type: 'file' });
  });
});

describe('an image of a prompt', () => {
  const gif = Buffer.from('GIF89a\x20\x03\x58\x02\0\0\0,\0\0\0\0\x20\x03\x58\x02\0', 'latin1').toString(
    'base64',
  );
  const sized = { type: 'image', size: { widthPixels: 800, heightPixels: 600 } };

  it.each([gif, `${gif.slice(0, 20)}\r\n${gif.slice(20)}`])(
    'has the size that is told in it: %j',
    (base64) => {
      expect(imagePart(`data:image/gif;base64,${base64}`, undefined)).toEqual(sized);
    },
  );

  // It had none, and counted as the largest there is.
  it('has its size with a workflow of 300 kB before its pixels', () => {
    const chunk = (type: string, data: Buffer) => {
      const lengthBytes = Buffer.alloc(4);
      lengthBytes.writeUInt32BE(data.length);
      return Buffer.concat([lengthBytes, Buffer.from(type), data, Buffer.alloc(4)]);
    };
    const png = Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', Buffer.from([0, 0, 3, 0x20, 0, 0, 2, 0x58, 8, 2, 0, 0, 0])),
      chunk('tEXt', Buffer.alloc(300_000, 'node')),
      chunk('IDAT', Buffer.alloc(10)),
    ]);
    expect(imagePart(`data:image/png;base64,${png.toString('base64')}`, undefined)).toEqual(sized);
  });

  // Node reads it, Python passes over it: the size was that of an image which the model didn't see.
  it.each(['-', '_', '='])('has no size that is sure where decoders may pass over a %s', (odd) => {
    const url = `data:image/gif;base64,${gif}${odd}${gif}`;
    expect(imagePart(url, undefined)).toEqual({ type: 'image' });
  });
});
