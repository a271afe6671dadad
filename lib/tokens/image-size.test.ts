import { describe, expect, it } from 'vitest';
import { readImageSize } from './image-size';

const fromBase64 = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(
    parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)),
  );

const JPEG_START_OF_FRAME = [0xff, 0xc0, 0, 17, 8, 0x02, 0x58, 0x03, 0x20, 3];

const chunk = (type: string, ...data: number[]) =>
  bytes([0, 0, 0, data.length], type, data, Array(4).fill(0));
const png = (...chunks: Uint8Array[]) =>
  bytes('\x89PNG\r\n\x1a\n', ...chunks.map((each) => [...each]), [0, 0, 0, 0], 'IDAT');
const ONE_BY_ONE = [0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0];
const HEADER_800_BY_600 = chunk('IHDR', 0, 0, 0x03, 0x20, 0, 0, 0x02, 0x58, 8, 2, 0, 0, 0);

const gif = (screen: number[], ...blocks: (string | number[])[]) => bytes('GIF89a', screen, ...blocks);
const FRAME_800_BY_600 = [0x2c, 0, 0, 0, 0, 0x20, 0x03, 0x58, 0x02, 0];
const FRAME_1_BY_1 = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0];
/** Behind an extension that has too few blocks, it is taken for one of them: 44 bytes. */
const SEEMING_FRAME = [...FRAME_1_BY_1, ...Array(36).fill(0)];
const SCREEN_1_BY_1 = [1, 0, 1, 0, 0, 0, 0];

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
    ['a PNG with something before its pixels', png(HEADER_800_BY_600, chunk('tEXt', 1, 2, 3)), 800, 600],
    [
      'a GIF with a palette, a comment and a number of rounds before its frame',
      gif(
        [0x20, 0x03, 0x58, 0x02, 0x81, 0, 0],
        Array(12).fill(7),
        [0x21, 0xfe, 2],
        'Hi',
        [0, 0x21, 0xff, 11],
        'NETSCAPE2.0',
        [3, 1, 0, 0, 0],
        FRAME_1_BY_1,
      ),
      800,
      600,
    ],
    // They could not be attached.
    [
      'a GIF with an empty comment',
      gif([0x20, 0x03, 0x58, 0x02, 0, 0, 0], [0x21, 0xfe, 0], FRAME_1_BY_1),
      800,
      600,
    ],
    [
      'a GIF with an extension of an application of one block',
      gif([0x20, 0x03, 0x58, 0x02, 0, 0, 0], [0x21, 0xff, 11], 'XMP DataXMP', [0], FRAME_1_BY_1),
      800,
      600,
    ],
    // It was as large as its screen, which decoders make as large as the frame.
    ['a GIF that is larger than its screen', gif(SCREEN_1_BY_1, FRAME_800_BY_600), 800, 600],
    [
      'a GIF whose frame stands off from the corner of its screen',
      gif(SCREEN_1_BY_1, [0x2c, 0x1f, 0x03, 0x57, 0x02, 1, 0, 1, 0, 0]),
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
    const image = bytes('....', [...gif(SCREEN_1_BY_1, FRAME_800_BY_600)]).subarray(4);
    expect(readImageSize(image)).toEqual({ widthPixels: 800, heightPixels: 600 });
  });

  it.each([
    ['nothing', bytes()],
    ['a PDF', bytes('%PDF-1.7\n%âãÏÓ')],
    ['a PNG that is cut off', bytes('\x89PNG\r\n\x1a\n')],
    ['a JPEG of nothing but bytes that fill up', bytes([0xff, 0xd8], Array(100).fill(0xff))],
    ['a JPEG that is cut off', bytes([0xff, 0xd8, 0xff, 0xe1, 0, 6])],
    ['an image without extent', gif(Array(7).fill(0), [0x2c, ...Array(9).fill(0)])],
    ['a GIF without a frame', gif([0x20, 0x03, 0x58, 0x02, 0, 0, 0], [0x3b])],
    // Decoders find a larger image in these. They counted as one of 1 × 1: a call was held for next to nothing.
    [
      'a JPEG with what is no marker',
      bytes(
        [0xff, 0xd8, 0xff, 0x00, 0, 6, 0xff, 0xfe, 0, 15],
        [0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0],
        JPEG_START_OF_FRAME,
      ),
    ],
    ['a PNG with something before its header', png(chunk('tEXt', ...ONE_BY_ONE), HEADER_800_BY_600)],
    ['a PNG with two headers', png(chunk('IHDR', ...ONE_BY_ONE), HEADER_800_BY_600)],
    [
      'a GIF with an extension of nothing',
      gif(SCREEN_1_BY_1, [0x21, 0xf9, 0], SEEMING_FRAME, FRAME_800_BY_600),
    ],
    [
      'a GIF with an extension of an application that says no more',
      gif(SCREEN_1_BY_1, [0x21, 0xff, 11], 'NETSCAPE2.0', [0], SEEMING_FRAME, FRAME_800_BY_600),
    ],
  ])('knows no size of %s', (_, image) => {
    expect(readImageSize(image)).toBeUndefined();
  });
});
