import { readImageSize } from '@/lib/tokens/image-size';
import type { ImageDetail } from '@/lib/tokens/image-tokens';
import type { ChatPromptPart } from '@/lib/tokens/prompt';

/** As much of an image as its size is looked for in, in base64: a JPEG may have a preview before it. */
const HEAD_CHARACTERS = 350_000;

/** An image of a prompt. Its size is read from a `data:` URL; behind any other URL it counts as the largest there is. */
export function imagePart(url: string | undefined, detail: unknown): ChatPromptPart {
  const base64 = /^data:[^,]*;base64,/.exec(url ?? '')?.[0];
  const head = base64 && url?.slice(base64.length, base64.length + HEAD_CHARACTERS);
  return {
    type: 'image',
    size: head ? readImageSize(Buffer.from(head, 'base64')) : undefined,
    detail: isDetail(detail) ? detail : undefined,
  };
}

function isDetail(value: unknown): value is ImageDetail {
  return value === 'low' || value === 'high' || value === 'original' || value === 'auto';
}

/** A file of a prompt, given as a `data:` URL. */
export function filePart(data: string | undefined): ChatPromptPart {
  return { type: 'file', sizeBytes: data === undefined ? undefined : Math.ceil((data.length * 3) / 4) };
}
