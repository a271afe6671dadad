import { bufferOf } from './buffer-of';
import { type Unpacker, UnreadableFileError } from './unpacker';

// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16
const LOCAL = Buffer.from('PK\x03\x04', 'latin1');
const CENTRAL = Buffer.from('PK\x01\x02', 'latin1');
const END = Buffer.from('PK\x05\x06', 'latin1');
const [LOCAL_BYTES, CENTRAL_BYTES, END_BYTES] = [30, 46, 22];
const [STORED, DEFLATED] = [0, 8];
// The same, sections 4.3.14 and 4.3.15.
const LARGE_END = Buffer.from('PK\x06\x06', 'latin1');
const [LARGE_END_BYTES, LARGE_LOCATOR_BYTES] = [56, 20];

export interface ZipEntry {
  name: string;
  bytes: Buffer;
}

/** Pictures and sounds, by how they begin: they may be large, and are no text. */
const MEDIA = [
  '\x89PNG',
  '\xff\xd8\xff',
  'GIF8',
  'RIFF',
  'II*\0',
  'MM\0*',
  'BM',
  '\x01\0\0\0',
  '\xd7\xcd\xc6\x9a',
  'ID3',
];
/** As much of an entry as is looked at to know what it is. */
const HEAD_BYTES = 1_024;
/** A book is a few megabytes; what is larger than this would be looked through for long at a stretch. */
const MOST_ENTRY_BYTES = 8 * 1024 * 1024;

/** Whether a file has what a ZIP file ends with, wherever that is: what stands before it may be anything. */
export function isZip(bytes: Uint8Array): boolean {
  return bufferOf(bytes).includes(END);
}

/**
 * The entries of a ZIP file, but for pictures and sounds. It is read by its directory, as other readers do, and what that says
 * of sizes is not relied on.
 *
 * @throws UnreadableFileError where it is broken, encrypted, packed in a rare way, or more than is unpacked
 */
export async function* zipEntries(bytes: Uint8Array, unpacker: Unpacker): AsyncGenerator<ZipEntry> {
  const file = bufferOf(bytes);
  const end = file.lastIndexOf(END);
  // The last thing in the file, but for a comment whose length it has.
  if (
    end === -1 ||
    end + END_BYTES > file.length ||
    end + END_BYTES + file.readUInt16LE(end + 20) !== file.length
  ) {
    throw new UnreadableFileError('The ZIP file is cut off.');
  }
  const start = file.readUInt32LE(end + 16);
  let at = start;
  while (at < end && file.subarray(at, at + 4).equals(CENTRAL)) {
    const bytes = await readEntry(file, at, unpacker);
    const name = file.toString('latin1', at + CENTRAL_BYTES, at + CENTRAL_BYTES + file.readUInt16LE(at + 28));
    if (bytes) yield { name, bytes };
    at += CENTRAL_BYTES + [28, 30, 32].reduce((sum, field) => sum + file.readUInt16LE(at + field), 0);
  }
  if (at !== end && !isLargeEnd(file.subarray(at, end), start)) {
    throw new UnreadableFileError('The directory of the ZIP file is broken.');
  }
}

/** What some writers put before the end, for files that may be large: it says the same of where the directory is. */
function isLargeEnd(bytes: Buffer, start: number): boolean {
  return (
    bytes.length === LARGE_END_BYTES + LARGE_LOCATOR_BYTES &&
    bytes.subarray(0, 4).equals(LARGE_END) &&
    bytes.readBigUInt64LE(48) === BigInt(start)
  );
}

async function readEntry(file: Buffer, at: number, unpacker: Unpacker): Promise<Buffer | undefined> {
  if (at + CENTRAL_BYTES > file.length) throw new UnreadableFileError('The ZIP file is cut off.');
  const isEncrypted = (file.readUInt16LE(at + 8) & 1) === 1;
  const method = file.readUInt16LE(at + 10);
  const local = file.readUInt32LE(at + 42);
  const isThere = local + LOCAL_BYTES <= file.length && file.subarray(local, local + 4).equals(LOCAL);
  // Some readers go by what stands before the bytes instead.
  if (!isThere || file.readUInt16LE(local + 8) !== method || isEncrypted) {
    throw new UnreadableFileError('An entry of the ZIP file can’t be read.');
  }
  const start = local + LOCAL_BYTES + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  if (method === STORED) {
    const stored = file.subarray(start, start + file.readUInt32LE(at + 20));
    const isPicture = isMedia(stored);
    unpacker.spend(isPicture ? 0 : stored.length);
    return isPicture ? undefined : stored;
  }
  if (method !== DEFLATED) throw new UnreadableFileError('An entry of the ZIP file is packed in a rare way.');
  const packed = file.subarray(start);
  const head = await unpacker.peek(packed.subarray(0, HEAD_BYTES));
  if (!isMedia(head)) return unpacker.unpack(packed, 'raw', MOST_ENTRY_BYTES);
  unpacker.spend(head.length);
  return undefined;
}

function isMedia(bytes: Buffer): boolean {
  const beginning = bytes.toString('latin1', 0, 4);
  return MEDIA.some((kind) => beginning.startsWith(kind));
}
