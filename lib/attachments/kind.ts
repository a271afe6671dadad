import type { InputKind } from '../models/catalog';
import type { ImageType } from '../tokens/image-size';

/** What can be attached. Source code, tables and so on are all text. */
export type FileType = ImageType | 'application/pdf' | 'text/plain';

/** As what a file is sent to a model. */
export function kindOf(mediaType: string): InputKind {
  if (mediaType.startsWith('image/')) return 'image';
  return mediaType === 'application/pdf' ? 'pdf' : 'text';
}
