import type { InputKind } from '../models/catalog';
import { fileTypeOf } from './file-type';
import { type FileType, kindOf } from './kind';
import { MEGABYTE, MOST_BYTES, MOST_FILE_BYTES } from './limits';

/** A file that can be attached, or a sentence that says why it can't. */
export type CheckedFile = { type: FileType } | { problem: string };

/** Checks a file's size and type: the same in the browser, before it is uploaded, and on the server. */
export function checkFile(bytes: Uint8Array): CheckedFile {
  if (bytes.length === 0) return { problem: 'The file is empty.' };
  if (bytes.length > MOST_FILE_BYTES) return { problem: tooLarge(MOST_FILE_BYTES) };
  const type = fileTypeOf(bytes);
  if (!type) {
    return { problem: 'Only images (PNG, JPEG, WebP, GIF), PDFs and text files (in UTF-8) can be attached.' };
  }
  const kind = kindOf(type);
  return bytes.length > MOST_BYTES[kind] ? { problem: tooLarge(MOST_BYTES[kind], kind) } : { type };
}

export function tooLarge(limitBytes: number, kind?: InputKind): string {
  return `${kind === 'text' ? 'A text file' : 'A file'} may have ${limitBytes / MEGABYTE} MB at most.`;
}
