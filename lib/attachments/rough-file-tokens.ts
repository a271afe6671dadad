import { pdfTokens, unreadableFileTokens } from '../tokens/file-tokens';
import { readFile } from '../tokens/files/read-file';
import { Unpacker } from '../tokens/files/unpacker';
import { readImageSize } from '../tokens/image-size';
import { imageTokens } from '../tokens/image-tokens';
import { roughTokens } from '../tokens/rough-tokens';
import { type FileType, kindOf } from './kind';

/** Counted as for a model of today; the one that is asked may count otherwise. */
const MODEL = 'gpt-6';

/** About how many tokens a file will have in a prompt, to be shown before it is sent. */
export async function roughFileTokens(bytes: Uint8Array, mediaType: FileType): Promise<number> {
  switch (kindOf(mediaType)) {
    case 'image':
      return imageTokens(MODEL, { size: readImageSize(bytes) });
    case 'pdf':
      return roughPdfTokens(bytes);
    case 'text':
      return roughTokens(bytes);
  }
}

async function roughPdfTokens(bytes: Uint8Array): Promise<number> {
  const file = await readFile(bytes, new Unpacker());
  const { likely } = file.kind === 'pdf' ? pdfTokens(MODEL, file) : unreadableFileTokens(MODEL, bytes.length);
  return likely;
}
