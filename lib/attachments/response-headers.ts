import { contentDisposition } from '../content-disposition';
import { kindOf } from './kind';
import type { Attachment } from './read';

/**
 * The headers that a file is served with. It came from outside and is served by our own origin: so its type is the one
 * that we found, nothing in it runs, and only an image is shown rather than saved.
 */
export function responseHeaders({ id, name, mediaType }: Pick<Attachment, 'id' | 'name' | 'mediaType'>) {
  const isImage = kindOf(mediaType) === 'image';
  return {
    'Content-Type': mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType,
    'Content-Disposition': contentDisposition(isImage ? 'inline' : 'attachment', name),
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-cache',
    ETag: `"${id}"`,
  };
}
