import type { InputKind } from '../models/catalog';
import { fileTypeOf } from './file-type';
import { type FileType, kindOf } from './kind';
import { MEGABYTE, MOST_BYTES, MOST_FILE_BYTES } from './limits';

/** A sentence that says why a file can't be attached. */
export interface RefusedFile {
  problem: string;
  isTooLarge?: boolean;
}

/** What a file is, or why it can't be attached. */
export type CheckedFile = { type: FileType } | RefusedFile;

/** Checks a file's size and type: the same in the browser, before it is uploaded, and on the server. */
export function checkFile(bytes: Uint8Array): CheckedFile {
  if (bytes.length === 0) return { problem: 'The file is empty.' };
  if (bytes.length > MOST_FILE_BYTES) return tooLarge(MOST_FILE_BYTES);
  const type = fileTypeOf(bytes);
  if (!type) {
    return { problem: 'Only images (PNG, JPEG, WebP, GIF), PDFs and text files (in UTF-8) can be attached.' };
  }
  const kind = kindOf(type);
  return bytes.length > MOST_BYTES[kind] ? tooLarge(MOST_BYTES[kind], kind) : { type };
}

/** What is said of a file that is over its limit. @param kind left out: of any */
export function tooLarge(limitBytes: number, kind?: InputKind): RefusedFile {
  const what = kind === 'text' ? 'A text file' : 'A file';
  return { problem: `${what} may have ${limitBytes / MEGABYTE} MB at most.`, isTooLarge: true };
}
