import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

/** A real PNG, plain blue, or of random pixels, which can't be compressed. */
export function png(widthPixels: number, heightPixels: number, look: 'plain' | 'noisy' = 'plain'): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPixels, 0);
  header.writeUInt32BE(heightPixels, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const plain = Buffer.alloc(widthPixels * 3, Buffer.from([37, 99, 235]));
  const row = () => (look === 'plain' ? plain : randomBytes(widthPixels * 3));
  const rows = Array.from({ length: heightPixels }, () => Buffer.concat([Buffer.from([0]), row()]));
  const pixels = deflateSync(Buffer.concat(rows));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** The outline of a PDF: what its pages are counted by. */
export function pdf(pages: number): Buffer {
  return Buffer.from(`%PDF-1.4\n<< /Type /Pages >>\n${'<< /Type /Page >>\n'.repeat(pages)}%%EOF\n`);
}
