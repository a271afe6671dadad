import { z } from 'zod';
import { filePart, imageHead, imagePart, readDataUrl } from '@/lib/tokens/data-url-parts';
import { bufferOf } from '@/lib/tokens/files/buffer-of';
import { countPageObjects } from '@/lib/tokens/files/pdf-objects';
import { HAS_OBJECTS } from '@/lib/tokens/files/pdf-packed-objects';
import { readImageSize } from '@/lib/tokens/image-size';
import type { ChatPromptPart } from '@/lib/tokens/prompt';
import type { AttachedFile, Message } from './conversation';

/** A part of a message, in the words of neither API. */
export type ContentPart =
  | { type: 'text'; text: string }
  | { type: 'image'; url: string; detail?: unknown }
  | { type: 'file'; data?: string; name?: string; detail?: unknown };

/** An image as OpenAI takes it: behind a link, which the demo does not open, or in a format that it knows. */
export const imageUrl = z
  .string()
  .refine(isImage, 'the image cannot be read: it must be a PNG, JPEG, WebP or GIF as a data: URL, or a link');

function isImage(url: string): boolean {
  const head = imageHead(url);
  return head ? readImageSize(head) !== undefined : /^https?:\/\//.test(url);
}

/** What a message holds: the words, what is attached, and the parts that its tokens are counted by. */
export function readContent(content: string | ContentPart[]): Pick<Message, 'text' | 'files' | 'parts'> {
  if (typeof content === 'string') return { text: content };
  const words: string[] = [];
  const files: AttachedFile[] = [];
  const parts: ChatPromptPart[] = [];
  let imageName: string | undefined;
  for (const part of content) {
    const { counted, file } = readPart(part, imageName);
    parts.push(counted);
    imageName = part.type === 'text' ? nameOfNextImage(part.text) : undefined;
    if (file) files.push(file);
    else if (part.type === 'text' && imageName === undefined) words.push(part.text);
  }
  return { text: words.join('\n'), files, parts };
}

function readPart(part: ContentPart, imageName?: string): { counted: ChatPromptPart; file?: AttachedFile } {
  switch (part.type) {
    case 'text':
      return { counted: part, file: textFile(part.text) };
    case 'image': {
      const counted = imagePart(part.url, part.detail);
      const mediaType = /^data:([^;,]*)/.exec(part.url)?.[1];
      const sizeBytes = readDataUrl(part.url)?.length;
      return { counted, file: { kind: 'image', name: imageName, mediaType, size: counted.size, sizeBytes } };
    }
    case 'file': {
      const counted = filePart(part.data, part.detail);
      const pages = counted.bytes && pagesInTheClear(counted.bytes);
      const sizeBytes = counted.bytes?.length;
      return { counted, file: { kind: 'file', name: part.name, pages, sizeBytes } };
    }
  }
}

/** How many pages a PDF has, where that can be told without unpacking anything. */
function pagesInTheClear(bytes: Uint8Array): number | undefined {
  const text = bufferOf(bytes).toString('latin1');
  if (!text.startsWith('%PDF-') || HAS_OBJECTS.test(text)) return undefined;
  return countPageObjects(text) || undefined;
}

// The two ways in which the app's chat says what a file is called (lib/attachments/put-into-messages.ts). Anybody may write
// something like them: a name that is not JSON makes the text one like any other.
const JSON_STRING = String.raw`"(?:[ !#-\[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"`;
const TEXT_FILE = new RegExp(String.raw`^<file name=(${JSON_STRING})>\n([\s\S]*)\n</file>$`);
const NAME_OF_NEXT_IMAGE = new RegExp(`^Image (${JSON_STRING}):$`);

function textFile(text: string): AttachedFile | undefined {
  const [, name, contents] = TEXT_FILE.exec(text) ?? [];
  if (name === undefined || contents === undefined) return undefined;
  const lines = contents.split('\n').length;
  return { kind: 'text', name: JSON.parse(name), lines, sizeBytes: Buffer.byteLength(contents) };
}

function nameOfNextImage(text: string): string | undefined {
  const name = NAME_OF_NEXT_IMAGE.exec(text)?.[1];
  return name && JSON.parse(name);
}
