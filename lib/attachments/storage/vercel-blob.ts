import { del, get, put } from '@vercel/blob';
import { type BlobStorage, blobName, STORAGE_TIMEOUT_MS } from './blob-storage';

/** Keeps bytes in a private store of Vercel Blob. */
export function vercelBlobStorage(token: string): BlobStorage {
  const options = () => ({ token, abortSignal: AbortSignal.timeout(STORAGE_TIMEOUT_MS) });
  return {
    async put(id, bytes, contentType) {
      const body = Buffer.from(bytes);
      await put(blobName(id), body, { ...options(), access: 'private', contentType, allowOverwrite: true });
    },
    async get(id) {
      const found = await get(blobName(id), { ...options(), access: 'private' });
      return found?.stream ? new Uint8Array(await new Response(found.stream).arrayBuffer()) : undefined;
    },
    async delete(id) {
      await del(blobName(id), options());
    },
  };
}
