import { describe, expect, it } from 'vitest';
import { readImageSize } from './image-size';

const fromBase64 = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(
    parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)),
  );

const JPEG_START_OF_FRAME = [0xff, 0xc0, 0, 17, 8, 0x02, 0x58, 0x03, 0x20, 3];

describe('readImageSize', () => {
  it.each([
    // The smallest images of their kind that decoders take, 1 × 1.
    [
      'a PNG',
      fromBase64(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
      ),
      1,
      1,
    ],
    ['a GIF', fromBase64('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='), 1, 1],
    ['a lossy WebP', fromBase64('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA'), 1, 1],
    ['a lossless WebP', fromBase64('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=='), 1, 1],
    [
      'an extended WebP',
      bytes('RIFF....WEBPVP8X', [10, 0, 0, 0, 0, 0, 0, 0], [0x1f, 0x03, 0], [0x57, 0x02, 0]),
      800,
      600,
    ],
    ['a JPEG', bytes([0xff, 0xd8], JPEG_START_OF_FRAME), 800, 600],
    [
      'a JPEG with a preview in it',
      bytes([0xff, 0xd8, 0xff, 0xe1, 0, 6], '....', JPEG_START_OF_FRAME),
      800,
      600,
    ],
    // They had no size, or that which stood where the frame seemed to begin.
    [
      'a JPEG with bytes that fill up',
      bytes([0xff, 0xd8, 0xff, 0xff, 0xe1, 0, 6], '....', [0xff, 0xff], JPEG_START_OF_FRAME),
      800,
      600,
    ],
    [
      'a JPEG with markers that stand alone',
      bytes([0xff, 0xd8, 0xff, 0x01, 0xff, 0xd0, 0xff, 0xd7], JPEG_START_OF_FRAME),
      800,
      600,
    ],
  ])('reads %s', (_, image, widthPixels, heightPixels) => {
    expect(readImageSize(image)).toEqual({ widthPixels, heightPixels });
  });

  it('reads an image that starts in the middle of a buffer', () => {
    const gif = Buffer.from('....GIF89a\x20\x03\x58\x02', 'latin1').subarray(4);
    expect(readImageSize(gif)).toEqual({ widthPixels: 800, heightPixels: 600 });
  });

  it.each([
    ['nothing', bytes()],
    ['a PDF', bytes('%PDF-1.7\n%âãÏÓ')],
    ['a PNG that is cut off', bytes('\x89PNG\r\n\x1a\n')],
    ['a JPEG of nothing but bytes that fill up', bytes([0xff, 0xd8], Array(100).fill(0xff))],
    ['a JPEG that is cut off', bytes([0xff, 0xd8, 0xff, 0xe1, 0, 6])],
    ['an image without extent', bytes('GIF89a', [0, 0, 0, 0])],
  ])('knows no size of %s', (_, image) => {
    expect(readImageSize(image)).toBeUndefined();
  });
});
