import { readImageSize, readImageType } from '../tokens/image-size';
import type { FileType } from './kind';

/** Readers look for it in the beginning, where other bytes may come before (ISO 32000-1, implementation note 13). */
const PDF_HEAD_BYTES = 1024;

/**
 * What a file is, by its bytes: what its name and the browser say may be wrong, or a lie. Undefined: nothing that can
 * be attached. Runs in the browser too.
 */
export function fileTypeOf(bytes: Uint8Array): FileType | undefined {
  const imageType = readImageType(bytes);
  if (imageType) return readImageSize(bytes) && imageType;
  const head = String.fromCharCode(...bytes.subarray(0, PDF_HEAD_BYTES));
  // A text may speak of it; a PDF that is a text begins with it.
  if (isText(bytes) && !/^\s*%PDF-/.test(head)) return 'text/plain';
  return head.includes('%PDF-') ? 'application/pdf' : undefined;
}

/** UTF-8 without control characters, but those of lines and terminals. */
function isText(bytes: Uint8Array): boolean {
  if (bytes.length === 0 || bytes.some((byte) => byte < 0x20 && !TEXT_CONTROLS.has(byte))) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Tab, line feed, vertical tab, form feed, carriage return, escape. */
const TEXT_CONTROLS = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b]);
