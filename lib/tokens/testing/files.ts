import { deflateRawSync, deflateSync } from 'node:zlib';

/** A PDF, or a part of one, from texts and bytes. */
export const pdf = (...parts: (string | Buffer)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));

/** Page objects, one a line. */
export const pageObjects = (count: number): string => '<< /Type /Page /Parent 2 0 R >>\n'.repeat(count);

/** A stream of a PDF that is packed as usual, and is an object. */
export function pdfStream(id: number, contents: string | Buffer, dictionary = ''): Buffer {
  return pdf(
    `${id} 0 obj\n<< /Filter /FlateDecode ${dictionary} >>\nstream\n`,
    deflateSync(contents),
    '\nendstream\nendobj\n',
  );
}

/** A stream of compressed objects, of which readers find the first one alone, and nothing behind it. */
export const objectStream = (objects: string | Buffer, id = 90): Buffer =>
  pdfStream(id, pdf('1 0 ', objects), '/Type /ObjStm /N 1 /First 4');

/** A ZIP file, as Office packs its documents, but for the checksums; with its entries as they are where they are stored. */
export function zip(
  entries: Record<string, string | Buffer>,
  method: 'deflated' | 'stored' = 'deflated',
): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, contents] of Object.entries(entries)) {
    const bytes = Buffer.from(contents);
    const packed = method === 'deflated' ? deflateRawSync(bytes) : bytes;
    // From the version on, to the lengths of name and extra field: the same in both places.
    const described = Buffer.alloc(26);
    described.writeUInt16LE(20, 0);
    described.writeUInt16LE(method === 'deflated' ? 8 : 0, 4);
    described.writeUInt32LE(packed.length, 14);
    described.writeUInt32LE(bytes.length, 18);
    described.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), described, Buffer.from(name), packed]);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\0'), described, central, Buffer.from(name));
    bodies.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, ...directory, Buffer.from('PK\x05\x06'), end]);
}
