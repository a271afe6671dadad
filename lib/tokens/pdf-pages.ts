import { inflateSync } from 'node:zlib';

/** A file that is made to keep us busy is not read further than this. */
const MOST_UNPACKED_BYTES = 32 * 1024 * 1024;
/** Writers put some hundred objects into a stream, tens of kilobytes. */
const MOST_STREAM_BYTES = 1024 * 1024;
const MOST_OBJECT_STREAMS = 5_000;

const PAGE_OBJECT = /\/Type\s*\/Page(?![A-Za-z])/g;
/** A stream of compressed objects, which pages are among since PDF 1.5 (ISO 32000-1, section 7.5.7). */
const OBJECT_STREAM = /\/Type\s*\/ObjStm\b[\s\S]{0,500}?\bstream\r?\n/g;

/**
 * Counts the pages of a PDF by its page objects, without reading it whole. A file that was edited may hold a page twice,
 * so this errs on the high side.
 *
 * @returns undefined when there are none to be found: it is encrypted, broken or no PDF
 */
export function countPdfPages(bytes: Uint8Array): number | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = file.toString('latin1');
  let pages = pageObjects(text);
  let bytesLeft = MOST_UNPACKED_BYTES;
  let streamsLeft = MOST_OBJECT_STREAMS;
  for (const { index, 0: head } of text.matchAll(OBJECT_STREAM)) {
    if (bytesLeft <= 0 || streamsLeft-- === 0) break;
    const objects = unpack(file.subarray(index + head.length));
    // One that can't be read may have been unpacked for long before it showed.
    bytesLeft -= objects?.length ?? MOST_STREAM_BYTES;
    pages += pageObjects(objects ?? '');
  }
  return pages > 0 ? pages : undefined;
}

function pageObjects(text: string): number {
  return text.match(PAGE_OBJECT)?.length ?? 0;
}

/** What a compressed stream holds; it ends by itself, whatever comes after it. Nothing where that can't be read. */
function unpack(packed: Buffer): string | undefined {
  try {
    return inflateSync(packed, { maxOutputLength: MOST_STREAM_BYTES }).toString('latin1');
  } catch {
    return undefined;
  }
}
