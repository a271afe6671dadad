export interface ImageSize {
  widthPixels: number;
  heightPixels: number;
}

/**
 * As many of an image's first bytes as its size is looked for in: a JPEG may have a preview before it. A multiple of 3, for
 * base64.
 */
export const IMAGE_HEAD_BYTES = 262_500;

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
 * Reads the size of a PNG, GIF, WebP or JPEG image from its first bytes; some tens of kilobytes suffice. Returns
 * undefined for anything else, and for a broken header.
 */
export function readImageSize(bytes: Uint8Array): ImageSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    switch (readImageType(bytes)) {
      case 'image/png':
        return size(view.getUint32(16), view.getUint32(20));
      case 'image/gif':
        return size(view.getUint16(6, true), view.getUint16(8, true));
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
 * may stand before a marker, and 01 and D0 to D7 stand alone (sections B.1.1.2 and B.1.1.3).
 */
function jpegSize(view: DataView): ImageSize | undefined {
  let offset = 2;
  while (view.getUint8(offset) === 0xff) {
    const marker = view.getUint8(offset + 1);
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
