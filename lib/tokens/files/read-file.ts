import { isUtf8 } from 'node:buffer';
import { bufferOf } from './buffer-of';
import { documentTexts } from './document';
import { readPdf } from './pdf';
import { type Unpacker, UnreadableFileError } from './unpacker';
import { isZip } from './zip';

/** What is known of a file in a prompt. */
export type FileContents =
  /** It is nothing but text: the model is given it as it is. */
  | { kind: 'text'; text: string }
  | { kind: 'pdf'; pages: number; glyphs: number }
  /** A document with texts in it, which a model's server takes out. */
  | { kind: 'document'; texts: string[] }
  /** There may be any number of tokens in it. */
  | { kind: 'unreadable' };

/** Readers look for its name in as many bytes at the beginning. */
const PDF_HEAD_BYTES = 1024;

/** Reads a file as far as is needed to count or estimate its tokens. */
export async function readFile(bytes: Uint8Array | undefined, unpacker: Unpacker): Promise<FileContents> {
  if (bytes === undefined) return { kind: 'unreadable' };
  try {
    return await readKnown(bytes, unpacker);
  } catch (error) {
    if (error instanceof UnreadableFileError) return { kind: 'unreadable' };
    throw error;
  }
}

async function readKnown(bytes: Uint8Array, unpacker: Unpacker): Promise<FileContents> {
  const isAlsoZip = isZip(bytes);
  const pdf = isPdf(bytes) ? await readPdf(bytes, unpacker) : undefined;
  // Which of both it is to a server is not known.
  if (pdf && isAlsoZip) return { kind: 'unreadable' };
  // To a server it may be a text, of which a token has a byte or more.
  if (pdf && isUtf8(bytes)) return { kind: 'pdf', ...pdf, glyphs: Math.max(pdf.glyphs, bytes.length) };
  if (pdf) return { kind: 'pdf', ...pdf };
  if (isAlsoZip) return { kind: 'document', texts: await documentTexts(bytes, unpacker) };
  if (isUtf8(bytes)) return { kind: 'text', text: new TextDecoder().decode(bytes) };
  const text = inOtherEncoding(bytes);
  return text === undefined ? { kind: 'unreadable' } : { kind: 'document', texts: [text] };
}

function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, PDF_HEAD_BYTES)).includes('%PDF-');
}

/** What no text has in Latin-1, and what is packed soon has. */
const CONTROLS = /[^\t\n\f\r\x20-\xff]/;

/** A text in UTF-16 with its mark, or in Latin-1 or the like. */
function inOtherEncoding(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const text = bufferOf(bytes).toString('latin1');
  return CONTROLS.test(text) ? undefined : text;
}
