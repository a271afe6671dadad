export interface ImageSize {
  widthPixels: number;
  heightPixels: number;
}

/**
 * As many of an image's first bytes as its size is looked for in, a megabyte: a JPEG may have a preview before it, and a PNG the
 * whole workflow that made it before its pixels. A multiple of 3, for base64.
 */
export const IMAGE_HEAD_BYTES = 1_050_000;
/** As many characters of its base64. */
export const IMAGE_HEAD_BASE64_LENGTH = (IMAGE_HEAD_BYTES / 3) * 4;

/** The formats that OpenAI accepts. */
export type ImageType = 'image/png' | 'image/gif' | 'image/webp' | 'image/jpeg';

/** The format of an image, by its first bytes. */
export function readImageType(bytes: Uint8Array): ImageType | undefined {
  if (startsWith(bytes, 0, '\x89PNG')) return 'image/png';
  if (startsWith(bytes, 0, 'GIF8')) return 'image/gif';
  if (startsWith(bytes, 0, 'RIFF') && startsWith(bytes, 8, 'WEBP')) return 'image/webp';
  if (startsWith(bytes, 0, '\xff\xd8')) return 'image/jpeg';
  return undefined;
}

/**
 * Reads the size of a PNG, GIF, WebP or JPEG image from its first bytes; `IMAGE_HEAD_BYTES` suffice. Returns
 * undefined for anything else, for a broken header, and for one that a decoder may find another size in: whoever made the
 * image would else say how many tokens it has.
 */
export function readImageSize(bytes: Uint8Array): ImageSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    switch (readImageType(bytes)) {
      case 'image/png':
        return pngSize(view);
      case 'image/gif':
        return gifSize(bytes, view);
      case 'image/webp':
        return webpSize(bytes, view);
      case 'image/jpeg':
        return jpegSize(view);
    }
  } catch (error) {
    // DataView throws a RangeError past the end: the header was cut off.
    if (!(error instanceof RangeError)) throw error;
  }
  return undefined;
}

const [IHDR, IDAT] = [0x49484452, 0x49444154];

/** Pillow takes the last IHDR before the pixels for the size, wherever it stands: so it has to be the first chunk, and the only one. */
function pngSize(view: DataView): ImageSize | undefined {
  if (view.getUint32(12) !== IHDR) return undefined;
  for (let offset = 8; ; offset += 12 + view.getUint32(offset)) {
    const chunk = view.getUint32(offset + 4);
    if (chunk === IDAT) return size(view.getUint32(16), view.getUint32(20));
    if (chunk === IHDR && offset > 8) return undefined;
  }
}

const [EXTENSION, COMMENT, APPLICATION, FRAME] = [0x21, 0xfe, 0xff, 0x2c];

/**
 * Decoders make the screen as large as the first frame. Before that may be a palette and extensions of several blocks each
 * (GIF89a, sections 17 to 26). Where an extension has too few of them, Pillow takes what comes next for more.
 */
function gifSize(bytes: Uint8Array, view: DataView): ImageSize | undefined {
  const flags = view.getUint8(10);
  let offset = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  while (view.getUint8(offset) === EXTENSION) {
    let missing = fewestGifBlocks(bytes, offset);
    offset += 2;
    for (; view.getUint8(offset) > 0; offset += 1 + view.getUint8(offset)) missing -= 1;
    if (missing > 0) return undefined;
    offset += 1;
  }
  if (view.getUint8(offset) !== FRAME) return undefined;
  const numberAt = (at: number) => view.getUint16(at, true);
  return size(
    Math.max(numberAt(6), numberAt(offset + 1) + numberAt(offset + 5)),
    Math.max(numberAt(8), numberAt(offset + 3) + numberAt(offset + 7)),
  );
}

/** As many blocks as Pillow reads of an extension, though it have fewer. */
function fewestGifBlocks(bytes: Uint8Array, offset: number): number {
  const label = bytes[offset + 1];
  if (label === COMMENT) return 0;
  // How often it is shown is in the second.
  return label === APPLICATION && startsWith(bytes, offset + 3, 'NETSCAPE2.0') ? 2 : 1;
}

/** Three kinds: lossy, lossless, and extended (RFC 9649, sections 2.5 to 2.7). */
function webpSize(bytes: Uint8Array, view: DataView): ImageSize | undefined {
  if (startsWith(bytes, 12, 'VP8 '))
    return size(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
  if (startsWith(bytes, 12, 'VP8L')) {
    const packed = view.getUint32(21, true);
    return size((packed & 0x3fff) + 1, ((packed >> 14) & 0x3fff) + 1);
  }
  if (startsWith(bytes, 12, 'VP8X')) {
    return size((view.getUint32(24, true) & 0xffffff) + 1, (view.getUint32(26, true) >>> 8) + 1);
  }
  return undefined;
}

/**
 * Walks the segments to the start of frame: markers C0 to CF but C4, C8 and CC (ITU-T T.81, table B.1). Any number of bytes FF
 * may stand before a marker, and 01 and D0 to D7 stand alone (sections B.1.1.2 and B.1.1.3). FF 00 is no marker: decoders pass
 * over it, and look for the next.
 */
function jpegSize(view: DataView): ImageSize | undefined {
  let offset = 2;
  while (view.getUint8(offset) === 0xff) {
    const marker = view.getUint8(offset + 1);
    if (marker === 0x00) return undefined;
    const isStartOfFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isStartOfFrame) return size(view.getUint16(offset + 7), view.getUint16(offset + 5));
    const standsAlone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
    if (marker === 0xff) offset += 1;
    else offset += standsAlone ? 2 : 2 + view.getUint16(offset + 2);
  }
  return undefined;
}

function startsWith(bytes: Uint8Array, offset: number, signature: string): boolean {
  return [...signature].every((character, index) => bytes[offset + index] === character.charCodeAt(0));
}

function size(widthPixels: number, heightPixels: number): ImageSize | undefined {
  return widthPixels > 0 && heightPixels > 0 ? { widthPixels, heightPixels } : undefined;
}
