import { inflateSync } from 'node:zlib';

/** A file that is made to keep us busy is not read further than this. */
const MOST_UNPACKED_BYTES = 32 * 1024 * 1024;
/** Writers put some hundred objects into a stream, tens of kilobytes; packed or not, none has more than this. */
const MOST_STREAM_BYTES = 1024 * 1024;
const MOST_OBJECT_STREAMS = 5_000;

/** What is known of how many pages a PDF has. */
export interface PdfPages {
  /** Those that were found. */
  pages: number;
  /** Parts of the file that pages may be in could not be read, or there were too many of them. */
  mayHaveMorePages: boolean;
}

const PAGE_OBJECT = /\/Type\s*\/Page(?![A-Za-z])/g;
const OBJECT_STREAM_TYPE = /\/Type\s*\/ObjStm\b/g;
/**
 * A stream of compressed objects, which pages are among since PDF 1.5 (ISO 32000-1, section 7.5.7). Looked for no further than
 * the next one, so that in a file of nothing but beginnings no part is looked at again for each.
 */
const OBJECT_STREAM = /\/Type\s*\/ObjStm\b(?:(?!\/ObjStm)[\s\S]){0,500}?\bstream\r?\n/g;

/**
 * Counts the pages of a PDF by its page objects, without reading it whole. A file that was edited may hold a page twice,
 * so this errs on the high side, and says where it can't: of an encrypted file, the first page alone may be in the clear.
 *
 * @returns undefined when there is nothing to be found: it is broken or no PDF
 */
export function countPdfPages(bytes: Uint8Array): PdfPages | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = file.toString('latin1');
  let pages = countOf(PAGE_OBJECT, text);
  let unreadStreams = countOf(OBJECT_STREAM_TYPE, text);
  let bytesLeft = MOST_UNPACKED_BYTES;
  let streamsLeft = MOST_OBJECT_STREAMS;
  for (const { index, 0: head } of text.matchAll(OBJECT_STREAM)) {
    if (bytesLeft <= 0 || streamsLeft-- === 0) break;
    const { objects, workBytes } = unpack(file.subarray(index + head.length));
    bytesLeft -= workBytes;
    if (objects === undefined) continue;
    unreadStreams -= 1;
    pages += countOf(PAGE_OBJECT, objects);
  }
  const mayHaveMorePages = unreadStreams > 0;
  return pages > 0 || mayHaveMorePages ? { pages, mayHaveMorePages } : undefined;
}

function countOf(pattern: RegExp, text: string): number {
  return text.match(pattern)?.length ?? 0;
}

/**
 * What a compressed stream holds; it ends by itself, whatever comes after it. Undefined where that can't be read.
 *
 * @returns also how much was read or written for it: empty blocks are read for long and give nothing, and a stream that can't
 *   be read may show it late
 */
function unpack(packed: Buffer): { objects?: string; workBytes: number } {
  try {
    const { buffer, engine } = inflate(packed.subarray(0, MOST_STREAM_BYTES));
    return { objects: buffer.toString('latin1'), workBytes: Math.max(buffer.length, engine.bytesWritten) };
  } catch {
    return { workBytes: MOST_STREAM_BYTES };
  }
}

/** The types don't know what `info` does: https://nodejs.org/api/zlib.html#class-options. `bytesWritten` is what was read. */
function inflate(packed: Buffer) {
  const unpacked: unknown = inflateSync(packed, { maxOutputLength: MOST_STREAM_BYTES, info: true });
  return unpacked as { buffer: Buffer; engine: { bytesWritten: number } };
}
