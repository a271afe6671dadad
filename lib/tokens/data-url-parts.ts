import { IMAGE_HEAD_BASE64_LENGTH, readImageSize } from './image-size';
import type { ImageDetail } from './image-tokens';
import type { ChatPromptPart, PromptFile } from './prompt';

/** An image of a prompt. Its size is read from a `data:` URL; behind any other URL it counts as the largest there is. */
export function imagePart(url: string | undefined, detail: unknown): ChatPromptPart & { type: 'image' } {
  const head = imageHead(url);
  return { type: 'image', size: head && readImageSize(head), detail: imageDetail(detail) };
}

/** A file of a prompt, given as a `data:` URL, or as its base64 alone. */
export function filePart(data: string | undefined, detail?: unknown): PromptFile {
  const bytes = readDataUrl(data);
  if (bytes || data === undefined) return contentsPart(bytes, detail);
  // Of a URL without base64, the text is in the URL.
  return contentsPart(Buffer.from(data, data.startsWith('data:') ? 'utf8' : 'base64'), detail);
}

/** A file of a prompt by its bytes, which are read when it is counted; undefined where they are elsewhere. */
export function contentsPart(bytes: Uint8Array | undefined, detail?: unknown): PromptFile {
  return { type: 'file', bytes, detail: imageDetail(detail) };
}

/** Whatever isn't a detail that OpenAI knows is none. */
export function imageDetail(value: unknown): ImageDetail | undefined {
  return value === 'low' || value === 'high' || value === 'original' || value === 'auto' ? value : undefined;
}

/** Where Node reads `-` and `_`, Python passes over them; and some decoders read on after a `=`. */
const READ_OTHERWISE = /[^A-Za-z0-9+/=\s]|=\s*[^=\s]/;

/**
 * The beginning of an image in a `data:` URL, to read its size from; undefined for any other URL, and where other decoders may
 * read other bytes.
 */
export function imageHead(url: string | undefined): Uint8Array | undefined {
  const base64 = base64Of(url)?.slice(0, IMAGE_HEAD_BASE64_LENGTH);
  return base64 === undefined || READ_OTHERWISE.test(base64) ? undefined : Buffer.from(base64, 'base64');
}

/** The bytes of a `data:` URL in base64; undefined for any other URL. */
export function readDataUrl(url: string | undefined): Uint8Array | undefined {
  const base64 = base64Of(url);
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64');
}

function base64Of(url: string | undefined): string | undefined {
  const start = /^data:[^,]{0,200};base64,/.exec(url ?? '')?.[0].length;
  return start === undefined ? undefined : url?.slice(start);
}
