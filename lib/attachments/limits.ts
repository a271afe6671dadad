import type { InputKind } from '../models/catalog';
import { type FileType, fileTypeOf, kindOf } from './file-type';

const MEGABYTE = 1024 * 1024;

/** Vercel takes bodies of up to 4.5 MB. A text of a megabyte is a quarter of a million tokens. */
const MOST_BYTES: Record<InputKind, number> = { image: 4 * MEGABYTE, pdf: 4 * MEGABYTE, text: MEGABYTE };
/** Of any file. */
export const MOST_FILE_BYTES = Math.max(...Object.values(MOST_BYTES));
export const MOST_FILES_PER_MESSAGE = 8;
/** What is sent to a model with one message, of all files of a conversation; OpenAI takes 50 MB, a third of it lost to base64. */
export const MOST_PROMPT_BYTES = 32 * MEGABYTE;
/** Counting the tokens of a megabyte of text takes half a second, in which nothing else is done. */
export const MOST_PROMPT_TEXT_BYTES = 4 * MEGABYTE;
/** Of one person, in all chats. */
export const MOST_STORED_BYTES = 200 * MEGABYTE;

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
