import { isUtf8 } from 'node:buffer';
import { readImageSize } from './image-size';
import type { ImageDetail } from './image-tokens';
import { countPdfPages } from './pdf-pages';
import type { ChatPromptPart } from './prompt';

/** As much of an image as its size is looked for in, in base64: a JPEG may have a preview before it. */
const HEAD_CHARACTERS = 350_000;

/** An image of a prompt. Its size is read from a `data:` URL; behind any other URL it counts as the largest there is. */
export function imagePart(url: string | undefined, detail: unknown): ChatPromptPart & { type: 'image' } {
  const head = readDataUrl(url, HEAD_CHARACTERS);
  return { type: 'image', size: head && readImageSize(head), detail: imageDetail(detail) };
}

/** A file of a prompt, given as a `data:` URL, or as its base64 alone. */
export function filePart(data: string | undefined, detail?: unknown): FilePart {
  const bytes = readDataUrl(data);
  if (bytes || data === undefined) return contentsPart(bytes, detail);
  // Of a URL without base64, the text is in the URL.
  return contentsPart(Buffer.from(data, data.startsWith('data:') ? 'utf8' : 'base64'), detail);
}

type FilePart = ChatPromptPart & { type: 'file' };

/** A file of a prompt by its bytes: a text is counted as it is, a PDF by its pages, and anything else by its size. */
export function contentsPart(bytes: Uint8Array | undefined, detail?: unknown): FilePart {
  const counted = bytes && isPdf(bytes) ? countPdfPages(bytes) : undefined;
  const text = bytes && counted === undefined && isUtf8(bytes) ? new TextDecoder().decode(bytes) : undefined;
  return { type: 'file', text, ...counted, sizeBytes: bytes?.byteLength, detail: imageDetail(detail) };
}

/** Readers look for its name in as many bytes at the beginning. */
const PDF_HEAD_BYTES = 1024;

function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, PDF_HEAD_BYTES)).includes('%PDF-');
}

/** Whatever isn't a detail that OpenAI knows is none. */
export function imageDetail(value: unknown): ImageDetail | undefined {
  return value === 'low' || value === 'high' || value === 'original' || value === 'auto' ? value : undefined;
}

/** The bytes of a `data:` URL in base64, or their beginning; undefined for any other URL. */
export function readDataUrl(url: string | undefined, mostCharacters?: number): Uint8Array | undefined {
  const start = /^data:[^,]{0,200};base64,/.exec(url ?? '')?.[0].length;
  if (!url || start === undefined) return undefined;
  return Buffer.from(url.slice(start, mostCharacters && start + mostCharacters), 'base64');
}
