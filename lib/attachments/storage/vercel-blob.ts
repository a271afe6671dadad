import { del, get, put } from '@vercel/blob';
import { type BlobStorage, blobName, STORAGE_TIMEOUT_MS } from './blob-storage';

/** Keeps bytes in a private store of Vercel Blob. */
export function vercelBlobStorage(token: string): BlobStorage {
  const options = () => ({ token, abortSignal: abortAfter(STORAGE_TIMEOUT_MS) });
  return {
    async put(id, bytes, contentType) {
      const body = Buffer.from(bytes);
      const plainly = { access: 'private', addRandomSuffix: false, contentType } as const;
      await put(blobName(id), body, { ...options(), ...plainly });
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

/** Not `AbortSignal.timeout`: the client takes that for a fault of the network, and would try ten times more. */
function abortAfter(ms: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), ms).unref();
  return controller.signal;
}
