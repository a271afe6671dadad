import { fileTokens } from '../tokens/file-tokens';
import { readImageSize } from '../tokens/image-size';
import { imageTokens } from '../tokens/image-tokens';
import { countPdfPages } from '../tokens/pdf-pages';
import { roughTokens } from '../tokens/rough-tokens';
import { type FileType, kindOf } from './kind';

/** Counted as for a model of today; the one that is asked may count otherwise. */
const MODEL = 'gpt-6';

/** About how many tokens a file will have in a prompt, to be shown before it is sent. */
export function roughFileTokens(bytes: Uint8Array, mediaType: FileType): number {
  switch (kindOf(mediaType)) {
    case 'image':
      return imageTokens(MODEL, { size: readImageSize(bytes) });
    case 'pdf':
      return fileTokens(MODEL, { ...countPdfPages(bytes), sizeBytes: bytes.length });
    case 'text':
      return roughTokens(bytes);
  }
}
